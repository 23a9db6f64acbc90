"""The scenes of restart-run. Each prints its rows, and returns the number of requests lost."""

import load
from balancer import Balancer
from conftest import ready_index
from daemon import PROGRAM
from replicas import Replica

MINUTES = 60


def over_restarts(loads, restarts, restart):
    """Calls `restart` evenly over the requests of the loads. Returns their reports."""
    for one in loads:
        one.begin()
    for number in range(1, restarts + 1):
        for one in loads:
            one.wait_for_requests(one.requests * number // (restarts + 1), 10 * MINUTES)
        restart()
    return [one.end(10 * MINUTES) for one in loads]


def restarted_by_sigterm(options, folder, index):
    """One daemon on sockets that are held. Clients wait in their queues while it restarts."""
    replica = Replica(folder / "one", index, program=PROGRAM).start().wait_ready()
    client = options.build / "scale-client"
    loads = []
    try:
        loads = [
            load.Load(client, service, replica.ports[service], options.requests,
                      options.connections, folder)
            for service in ("http", "telnet")
        ]  # fmt: skip
        reports = over_restarts(loads, options.restarts, replica.restart)
        replica.wait_ready().terminate()
    finally:
        for one in loads:
            one.close()
        replica.close()
    for one, report in zip(loads, reports, strict=True):
        print(load.row(f"{one.service}, {options.restarts} restarts, sockets held", report))
    for trouble in replica.ended_badly:
        print(f"a daemon ended with {trouble}")
    return sum(report["failed"] for report in reports) + len(replica.ended_badly)


def killed_behind_haproxy(options, folder, index):
    """Two replicas; one is killed and started again, and no process listens on its ports meanwhile."""
    replicas = [
        Replica(folder / f"replica-{number}", index, program=PROGRAM, held=False).start()
        for number in (1, 2)
    ]
    loads, balancer = [], None
    try:
        for replica in replicas:
            replica.wait_ready()
        balancer = Balancer(folder / "haproxy", replicas)
        ports = [replica.ports["http"] for replica in replicas]
        client = options.build / "scale-client"
        loads = [
            load.Load(client, "http", balancer.ports["http"], options.requests,
                      options.connections, folder, ports)
        ]  # fmt: skip

        def kill():
            balancer.wait_for_all(replicas)
            replicas[0].kill()
            replicas[0].start()

        [report] = over_restarts(loads, options.restarts, kill)
        for replica in replicas:
            replica.wait_ready().terminate()
    finally:
        for one in [*loads, *replicas, *([balancer] if balancer else [])]:
            one.close()
    print(load.row(f"http, {options.restarts} times SIGKILL, HAProxy", report))
    bad = [trouble for replica in replicas for trouble in replica.ended_badly]
    for trouble in bad:
        print(f"a daemon ended with {trouble}")
    return report["failed"] + len(bad)


def lost_requests(options, folder):
    index = ready_index("english", folder / "index")
    print(load.HEAD, flush=True)
    lost = 0
    if options.only != "haproxy":
        lost += restarted_by_sigterm(options, folder, index)
    if options.only != "sockets":
        lost += killed_behind_haproxy(options, folder, index)
    return lost
