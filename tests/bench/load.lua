-- Addresses as readers ask for them, each thread in an order of its own; told as JSON at the end. See tests/bench/load.py.
local words = {}
local kinds = {
  function(one, other) return "/?q=" .. one end,
  function(one, other) return "/?q=" .. one .. "+" .. other end,
  function(one, other) return "/?q=%22" .. one .. "%22&page=" .. math.random(1, 9) end,
  function(one, other) return "/?q=" .. one .. "&view=speeches&sort=newest" end,
  function(one, other) return "/api/v1/search?q=" .. one .. "+" .. other .. "&page=" .. math.random(1, 9) end,
  function(one, other) return "/api/v1/complete?q=" .. one end,
  function(one, other) return "/?q=" .. one .. "&year=20" .. math.random(10, 26) end,
  function(one, other) return "/browse/collections" end,
}

function init(args)
  for _, word in ipairs(args) do words[#words + 1] = word end
  math.randomseed(#words + tonumber(tostring({}):sub(-6), 16))
end

function request()
  return wrk.format("GET", kinds[math.random(#kinds)](words[math.random(#words)], words[math.random(#words)]))
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.1f, "errors": %d, "median_ms": %.1f, "p99_ms": %.1f, "worst_ms": %.1f}\n',
    summary.requests, summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
