--[[ warmline_version: which version of this library is loaded. Raise it with each change of a file in this folder; a
  process never replaces a version newer than its own, so each version must serve the callers of the one before.
  No keys, no arguments. Returns an integer. ]]
local function version(keys, args)
    return 1
end
redis.register_function{function_name = "warmline_version", callback = version, flags = {"no-writes"}}
