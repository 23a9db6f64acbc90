-- wrk's side: the targets of a file in turn, and the figures as one JSON object.

local requests, at = {}, 0

function init(arguments)
   for target in io.lines(arguments[1]) do
      requests[#requests + 1] = wrk.format("GET", target)
   end
end

function request()
   at = at % #requests + 1
   return requests[at]
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      '{"requests": %d, "seconds": %.6f, "bytes": %d, "p50_us": %.1f, "p99_us": %.1f, "errors": %d}\n',
      summary.requests, summary.duration / 1e6, summary.bytes,
      latency:percentile(50), latency:percentile(99),
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
