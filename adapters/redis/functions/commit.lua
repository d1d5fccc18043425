--[[ warmline_commit: writes to many keys at once, or to none if something changed since it was read.
  keys  k1..kn, all in one hash slot.
  args  a flat list of operations; <k> is the number of a key, from 1:
    check <k> <version>          its first 8 bytes must be these; empty: it must not exist (or be empty)
    absent <k>                   it must not exist
    set <k> <value>              setex <k> <seconds> <value>     del <k>
    zadd <k> <score> <member>    zaddlt <k> <score> <member>     zrem <k> <member>      scores are integers
    sadd <k> <member>            srem <k> <member>
    rpush <k> <value>            lpop <k>                        incrby <k> <integer>
    hset <k> <field> <value>     hdel <k> <field>
    xadd <k> <value>             appends to a stream, as field "d"
    publish <channel> <message>
  zaddlt adds, or lowers the score, never raises it.
  Returns OK. Error "CONFLICT <k>": that check failed; "ERR ...": the list is malformed. In both nothing was written.
  Not covered: a key that holds another type than the operation wants, or an incrby beyond 64 bits, stops in the
  middle. One kind of key has one type, and tests hold the callers to it; asking TYPE each time would cost a third.
  Not safe to repeat unless it contains a check that the first run made fail. O(operations). ]]
local function is_integer(text)
    return #text <= 19 and string.find(text, "^-?%d+$") ~= nil
end
local function is_seconds(text)
    return #text <= 10 and string.find(text, "^[1-9]%d*$") ~= nil
end

-- How many arguments follow the name, and which of them (if any) has to be a number.
local shapes = {
    check = {2}, absent = {1}, set = {2}, setex = {3, 2, is_seconds}, del = {1},
    zadd = {3, 2, is_integer}, zaddlt = {3, 2, is_integer}, zrem = {2}, sadd = {2}, srem = {2},
    rpush = {2}, lpop = {1}, incrby = {2, 2, is_integer}, hset = {3}, hdel = {2}, xadd = {2}, publish = {2},
}

local holds = {
    check = function(key, version) return redis.call("GETRANGE", key, 0, 7) == version end,
    absent = function(key) return redis.call("EXISTS", key) == 0 end,
}

local writes = {
    set = function(key, value) redis.call("SET", key, value) end,
    setex = function(key, seconds, value) redis.call("SET", key, value, "EX", seconds) end,
    del = function(key) redis.call("DEL", key) end,
    zadd = function(key, score, member) redis.call("ZADD", key, score, member) end,
    zaddlt = function(key, score, member) redis.call("ZADD", key, "LT", score, member) end,
    zrem = function(key, member) redis.call("ZREM", key, member) end,
    sadd = function(key, member) redis.call("SADD", key, member) end,
    srem = function(key, member) redis.call("SREM", key, member) end,
    rpush = function(key, value) redis.call("RPUSH", key, value) end,
    lpop = function(key) redis.call("LPOP", key) end,
    incrby = function(key, number) redis.call("INCRBY", key, number) end,
    hset = function(key, field, value) redis.call("HSET", key, field, value) end,
    hdel = function(key, field) redis.call("HDEL", key, field) end,
    xadd = function(key, value) redis.call("XADD", key, "*", "d", value) end,
}

local function malformed(at, what)
    return redis.error_reply("ERR warmline_commit: " .. what .. " at argument " .. at)
end

local function commit(keys, args)
    local at, last = 1, #args
    while at <= last do
        local name = args[at]
        local shape = shapes[name]
        if not shape then return malformed(at, "unknown operation") end
        if at + shape[1] > last then return malformed(at, "too few arguments") end
        if shape[2] and not shape[3](args[at + shape[2]]) then return malformed(at, "bad number") end
        if name ~= "publish" and not keys[tonumber(args[at + 1])] then return malformed(at, "unknown key") end
        at = at + 1 + shape[1]
    end
    at = 1
    while at <= last do
        local hold = holds[args[at]]
        if hold and not hold(keys[tonumber(args[at + 1])], args[at + 2]) then
            return redis.error_reply("CONFLICT " .. args[at + 1])
        end
        at = at + 1 + shapes[args[at]][1]
    end
    at = 1
    while at <= last do
        local name = args[at]
        local write = writes[name]
        if write then
            write(keys[tonumber(args[at + 1])], args[at + 2], args[at + 3])
        elseif name == "publish" then
            redis.call("PUBLISH", args[at + 1], args[at + 2])
        end
        at = at + 1 + shapes[name][1]
    end
    return redis.status_reply("OK")
end
redis.register_function("warmline_commit", commit)
