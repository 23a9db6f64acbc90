# Varnish before charfinderd. Without any of this it is right, too: a page whose address names no language varies
# on Accept-Language, which hardly two people send alike. Only the language that comes first decides, and only
# these have pages (static/messages/); a site that indexes more languages than these adds them.

vcl 4.1;

import std;

backend default {
    .host = "127.0.0.1";
    .port = "8888";
}

sub vcl_recv {
    set req.http.Accept-Language = regsub(std.tolower(req.http.Accept-Language), "^\s*([a-z]+).*$", "\1");
    if (req.http.Accept-Language !~ "^(de|es|fr|ja|zh)$") {
        set req.http.Accept-Language = "en";
    }
}
