--[[ warmline_load: reads records and what they link to, so that one round trip brings a conversation with its person,
  household and tickets. A record is: version, 8 bytes | length of the links, 2 bytes, big-endian | links, joined by
  "\n" | payload (see redis/record.hpp).
  keys     the roots, all in one hash slot, as are the links.
  args[1]  depth, 0 to 3: how many links to follow in a row
  args[2]  values_max, 1 to 500: keys read at most, those that do not exist included
  Returns a flat list: key, value or nil (missing, or not a string), the roots in their order, then level by level what
  they link to; each key once. A value too short for its links counts as having none. Error "TOOLARGE": there are more
  than values_max. Reads only. O(values). ]]
local function links_of(value)
    if not value or #value < 10 then return "" end
    local length = string.byte(value, 9) * 256 + string.byte(value, 10)
    if #value < 10 + length then return "" end
    return string.sub(value, 11, 10 + length)
end

local function load(keys, args)
    local depth, values_max = tonumber(args[1]), tonumber(args[2])
    if not depth or depth < 0 or depth > 3 or depth % 1 ~= 0 then
        return redis.error_reply("ERR warmline_load: depth is 0 to 3")
    end
    if not values_max or values_max < 1 or values_max > 500 then
        return redis.error_reply("ERR warmline_load: values_max is 1 to 500")
    end
    local out, seen, count, level = {}, {}, 0, {}
    for _, key in ipairs(keys) do
        if not seen[key] then
            seen[key] = true
            level[#level + 1] = key
        end
    end
    while #level > 0 do
        count = count + #level
        if count > values_max then return redis.error_reply("TOOLARGE more than " .. values_max .. " values") end
        local values, following = redis.call("MGET", unpack(level)), {}
        for i, key in ipairs(level) do
            local value = values[i]
            out[#out + 1] = key
            out[#out + 1] = value
            if depth > 0 then
                for link in string.gmatch(links_of(value), "[^\n]+") do
                    if not seen[link] then
                        seen[link] = true
                        following[#following + 1] = link
                    end
                end
            end
        end
        level, depth = following, depth - 1
    end
    return out
end
redis.register_function{function_name = "warmline_load", callback = load, flags = {"no-writes"}}
