package queue;

/**
 * Lua scripts, each for operations that must be atomic. {@code KEYS[1]} is always the stream. They need Redis 6.2 or
 * later.
 */
final class RedisStreamScripts {

    /**
     * Gets the incarnation, or sets the proposed one if there is none. A missing stream has lost its entries even if
     * the key of the incarnation still exists (the stream was deleted or evicted alone), so it gets a new one.
     */
    private static final String INCARNATION = """
            local function incarnation(proposed)
              local known = redis.call('EXISTS', KEYS[1]) == 1 and redis.call('GET', KEYS[2])
              if known then return known end
              redis.call('SET', KEYS[2], proposed)
              return proposed
            end
            """;

    /** Creates the group at the beginning of the stream, and the stream, if they are missing. */
    private static final String ENSURE_GROUP = INCARNATION + """
            local current = incarnation(ARGV[1])
            local created = redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[2], '0', 'MKSTREAM')
            if created.err and not string.find(created.err, 'BUSYGROUP', 1, true) then return created end
            """;

    /**
     * KEYS: stream, incarnation. ARGV: proposed incarnation, then for each entry the count of its arguments, field,
     * value, … Returns the incarnation and the ids.
     */
    static final LuaScript ADD = LuaScript.of(INCARNATION + """
            local result = {incarnation(ARGV[1])}
            local i = 2
            while i <= #ARGV do
              local count = tonumber(ARGV[i])
              result[#result + 1] = redis.call('XADD', KEYS[1], '*', unpack(ARGV, i + 1, i + count))
              i = i + count + 1
            end
            return result
            """);

    /** KEYS: stream, incarnation. ARGV: proposed incarnation, group. Returns the incarnation. */
    static final LuaScript CREATE_GROUP = LuaScript.of(ENSURE_GROUP + "return current");

    /**
     * KEYS: stream, incarnation. ARGV: proposed incarnation, group. Returns the incarnation, the length, the number of
     * pending entries and of consumers.
     */
    static final LuaScript INFO = LuaScript.of(ENSURE_GROUP + """
            local pending = redis.call('XPENDING', KEYS[1], ARGV[2])
            local consumers = redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[2])
            return {current, redis.call('XLEN', KEYS[1]), pending[1], #consumers}
            """);

    /**
     * ARGV: group, ids. Returns how many were pending. Ids that are not pending are deleted too: the acknowledging
     * consumer has processed them.
     */
    static final LuaScript ACKNOWLEDGE = LuaScript.of("""
            local acknowledged = 0
            for i = 2, #ARGV do
              acknowledged = acknowledged + redis.call('XACK', KEYS[1], ARGV[1], ARGV[i])
              redis.call('XDEL', KEYS[1], ARGV[i])
            end
            return acknowledged
            """);

    /**
     * Claims pending entries that have been idle for a time. XAUTOCLAIM is no alternative: it neither returns the
     * delivery count nor can it skip entries.
     *
     * <p>KEYS: stream, dead letter stream. ARGV: group, consumer, idle time in ms, maximum number of entries,
     * deliveries after which an entry is a dead letter (0: never), ids to skip. Returns the claimed entries as id,
     * delivery count, fields; and the ids moved to the dead letter stream.
     */
    static final LuaScript CLAIM = LuaScript.of("""
            local group, consumer, idle = ARGV[1], ARGV[2], ARGV[3]
            local most, deliveries = tonumber(ARGV[4]), tonumber(ARGV[5])
            local leftOut = {}
            for i = 6, #ARGV do leftOut[ARGV[i]] = true end
            local claimed, dead = {}, {}
            local candidates = redis.call('XPENDING', KEYS[1], group, 'IDLE', idle, '-', '+', most + #ARGV - 5)
            for _, candidate in ipairs(candidates) do
              if #claimed == most then break end
              local id, delivered = candidate[1], candidate[4]
              if not leftOut[id] then
                local entry = redis.call('XCLAIM', KEYS[1], group, consumer, idle, id)[1]
                if not entry then
                  redis.call('XACK', KEYS[1], group, id)
                elseif deliveries > 0 and delivered >= deliveries then
                  local fields = entry[2]
                  for _, extra in ipairs({'%s', KEYS[1], '%s', id, '%s', tostring(delivered)}) do
                    fields[#fields + 1] = extra
                  end
                  redis.call('XADD', KEYS[2], '*', unpack(fields))
                  redis.call('XACK', KEYS[1], group, id)
                  redis.call('XDEL', KEYS[1], id)
                  dead[#dead + 1] = id
                else
                  claimed[#claimed + 1] = {id, delivered + 1, entry[2]}
                end
              end
            end
            return {claimed, dead}
            """.formatted(
                    RedisStreamConstants.ORIGIN_STREAM_FIELD,
                    RedisStreamConstants.ORIGIN_ENTRY_ID_FIELD,
                    RedisStreamConstants.ORIGIN_DELIVERY_COUNT_FIELD));

    /**
     * Resets the idle time of entries that the consumer still owns.
     *
     * <p>ARGV: group, consumer, ids. Returns the ids that it no longer owns.
     */
    static final LuaScript KEEP = LuaScript.of("""
            local lost = {}
            for i = 3, #ARGV do
              local mine = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2])
              if #mine == 1 then
                redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'JUSTID')
              else
                lost[#lost + 1] = ARGV[i]
              end
            end
            return lost
            """);

    /**
     * Removes consumers without pending entries; Redis would drop pending entries with their consumer.
     *
     * <p>ARGV: group, consumer, idle time in ms. Removes the named consumer, and all others idle for that long. Returns
     * their number.
     */
    static final LuaScript FORGET_CONSUMERS = LuaScript.of("""
            local forgotten = 0
            for _, flat in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
              local consumer = {}
              for i = 1, #flat, 2 do consumer[flat[i]] = flat[i + 1] end
              local over = consumer.name == ARGV[2] or consumer.idle >= tonumber(ARGV[3])
              if over and consumer.pending == 0 then
                redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name)
                forgotten = forgotten + 1
              end
            end
            return forgotten
            """);

    private RedisStreamScripts() {}
}
