-- Addresses of a file, a line each, over and over in an order of its own; what became of them as JSON at the end. See tests/bench/load.py.
local requests = {}

function init(args)
  for address in io.lines(args[1]) do requests[#requests + 1] = wrk.format("GET", address) end
  math.randomseed(tonumber(tostring({}):sub(-6), 16))
end

function request()
  return requests[math.random(#requests)]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.1f, "errors": %d, "median_ms": %.1f, "p99_ms": %.1f, "worst_ms": %.1f}\n',
    summary.requests, summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
