--[[ warmline_claim: leases what is due, so that no two processes act on one thing at the same time. Leases that ran out
  (their holder died) become due again first. A member that is leased stays in `due` until its lease is settled.
  keys[1] due     zset: member by the moment it is due     keys[2] leases  zset: member by the end of its lease
  args[1] now     args[2] lease, how long, at least 1      args[3] count_max, 1 to 1000      (all in ms, Unix time)
  Returns the members claimed, earliest first; empty if none is due. The holder settles a lease by warmline_commit:
  zrem <leases> <member>, and zadd <due> if it has to ring again. Asked again it claims others: after a lost answer the
  leases run out by themselves. O((count_max + leases) * log due). ]]
local read_max = 4000  -- what unpack() takes with room to spare

local function return_expired(due, leases, now, count_max)
    local expired = redis.call("ZRANGEBYSCORE", leases, "-inf", now, "WITHSCORES", "LIMIT", 0, count_max)
    for i = 1, #expired, 2 do
        redis.call("ZREM", leases, expired[i])
        redis.call("ZADD", due, "LT", expired[i + 1], expired[i])
    end
end

local function claim(keys, args)
    local due, leases = keys[1], keys[2]
    local now, lease, count_max = tonumber(args[1]), tonumber(args[2]), tonumber(args[3])
    if #keys ~= 2 or not now or not lease or lease < 1 or not count_max or count_max < 1 or count_max > 1000 then
        return redis.error_reply("ERR warmline_claim: two keys, now, lease >= 1, count_max 1 to 1000")
    end
    return_expired(due, leases, args[1], args[3])
    local read = math.min(count_max + redis.call("ZCARD", leases), read_max)
    local found = redis.call("ZRANGEBYSCORE", due, "-inf", args[1], "LIMIT", 0, read)
    if #found == 0 then return found end
    local held = redis.call("ZMSCORE", leases, unpack(found))
    local claimed, ends = {}, string.format("%.0f", now + lease)
    for i, member in ipairs(found) do
        if not held[i] and #claimed < count_max then
            claimed[#claimed + 1] = member
            redis.call("ZREM", due, member)
            redis.call("ZADD", leases, ends, member)
        end
    end
    return claimed
end
redis.register_function("warmline_claim", claim)
