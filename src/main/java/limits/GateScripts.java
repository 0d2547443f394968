package limits;

/**
 * The rules of {@link KeyGate} in Lua, each script for operations that must be atomic. {@code KEYS} are the gates of
 * one call. {@code ARGV} starts with the six numbers of {@link GateLimits}, in order. They need Redis 6.2 or later.
 */
final class GateScripts {

    /** The clock of Redis, which all processes use. Milliseconds. */
    static final String REDIS_CLOCK = """
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            """;

    /** An idle gate expires an hour after its block. */
    private static final String RULES = """
            local slow_at, stop_at = tonumber(ARGV[1]), tonumber(ARGV[2])
            local first_wait, longest_wait = tonumber(ARGV[3]), tonumber(ARGV[4])
            local longest_gap, probe_lease = tonumber(ARGV[5]), tonumber(ARGV[6])
            local names = {'percent', 'percent_at', 'blocked_until', 'streak', 'probe_until', 'opened_at', 'next', 'probe'}

            local function load(key)
              local values = redis.call('HMGET', key, unpack(names))
              local gate = {key = key, probe = values[8] or ''}
              for i = 1, 7 do gate[names[i]] = tonumber(values[i] or '0') end
              if not values[1] then gate.percent = -1 end
              return gate
            end

            local function save(gate)
              local fields = {'probe', gate.probe}
              for i = 1, 7 do
                fields[#fields + 1] = names[i]
                fields[#fields + 1] = string.format('%%.14g', gate[names[i]])
              end
              redis.call('HSET', gate.key, unpack(fields))
              redis.call('PEXPIRE', gate.key, string.format('%%d', math.max(0, gate.blocked_until - now) + 3600000))
            end

            local function use_gap(gate)
              if gate.percent < slow_at or now - gate.percent_at >= %1$d then return 0 end
              local share = 1
              if stop_at > slow_at then share = math.min(1, (gate.percent - slow_at) / (stop_at - slow_at)) end
              return %2$s * (longest_gap / %2$s) ^ share
            end

            local function ramp_gap(gate)
              if gate.opened_at == 0 then return 0 end
              local gap = %3$s / 2 ^ ((now - gate.opened_at) / %4$s)
              return gap < %5$s and 0 or gap
            end

            local function gap_of(gate)
              return math.floor(math.max(use_gap(gate), ramp_gap(gate)))
            end

            local function wait_of(gate)
              if gate.blocked_until > now then return gate.blocked_until - now end
              if gate.blocked_until > 0 then
                return gate.probe_until > now and math.min(gate.probe_until - now, %6$d) or 0
              end
              return gap_of(gate) > 0 and math.max(0, gate.next - now) or 0
            end

            local function pass(gate, wait, call)
              if gate.blocked_until > 0 then
                gate.probe = call
                gate.probe_until = now + wait + probe_lease
                save(gate)
                return 1
              end
              local gap = gap_of(gate)
              if gap > 0 then
                gate.next = math.max(gate.next, now + wait) + gap
                save(gate)
              end
              return 0
            end

            local function block(gate, probed, named)
              local begins = gate.blocked_until <= now or probed
              if begins then
                gate.streak = (gate.blocked_until > 0 or ramp_gap(gate) > 0) and gate.streak + 1 or 1
              end
              if named > 0 then
                gate.blocked_until = math.max(gate.blocked_until, now + named)
              elseif begins then
                gate.blocked_until = now + math.floor(math.min(first_wait * 2 ^ (gate.streak - 1), longest_wait))
              end
              gate.opened_at = 0
            end

            local function learn(gate, call, outcome, named, percent)
              local probed = gate.probe ~= '' and gate.probe == call
              if probed then
                gate.probe = ''
                gate.probe_until = 0
              end
              local opens = probed and outcome == 1
              if percent ~= -1 or opens then
                gate.percent = percent
                gate.percent_at = now
              end
              if outcome == 2 or percent >= stop_at then
                block(gate, probed, named)
              elseif opens then
                gate.blocked_until = 0
                gate.opened_at = now
                gate.next = now
              end
              save(gate)
            end

            local function view(gate)
              local percent = now - gate.percent_at < %1$d and gate.percent or -1
              return {tostring(percent), gate.blocked_until > 0 and 1 or 0, math.max(0, gate.blocked_until - now),
                gap_of(gate) > 0 and 1 or 0}
            end
            """.formatted(
                    KeyGate.USE_COUNTS,
                    KeyGate.SHORTEST_GAP,
                    KeyGate.FIRST_RAMP_GAP,
                    KeyGate.RAMP_STEP,
                    KeyGate.LAST_RAMP_GAP,
                    KeyGate.PROBE_PATIENCE);

    /**
     * ARGV: maximum wait in ms, the call's id. Returns the number of a {@link GateVerdict.Kind}, the wait in ms, the
     * key that caused the wait (from 1, 0 for none), and 1 for a probe.
     */
    static final String ADMIT = RULES + """
            local patience, call = tonumber(ARGV[7]), ARGV[8]
            local gates, longest, longest_key, blocked = {}, 0, 0, false
            for i, key in ipairs(KEYS) do
              gates[i] = load(key)
              local wait = wait_of(gates[i])
              if wait > longest then longest, longest_key = wait, i end
              blocked = blocked or (wait > 0 and gates[i].blocked_until > 0)
            end
            if blocked then return {2, longest, longest_key, 0} end
            if longest > patience then return {1, longest, longest_key, 0} end
            local probe = 0
            for i = 1, #gates do probe = math.max(probe, pass(gates[i], longest, call)) end
            return {0, longest, longest_key, probe}
            """;

    /** ARGV: the call's id. Returns 1 if an admitted call may still be sent. */
    static final String CONFIRM = RULES + """
            for _, key in ipairs(KEYS) do
              local gate = load(key)
              if gate.blocked_until > 0 and gate.probe ~= ARGV[7] then return 0 end
            end
            return 1
            """;

    /**
     * ARGV: the call's id; then for each key the number of a {@link LimitObservation.Outcome}, the time that Meta named
     * in ms and the percentage. Returns for each key the percentage, whether it is blocked, for how long in ms, and
     * whether it is slow.
     */
    static final String LEARN = RULES + """
            local views = {}
            for i, key in ipairs(KEYS) do
              local gate, at = load(key), 5 + 3 * i
              learn(gate, ARGV[7], tonumber(ARGV[at]), tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]))
              views[i] = view(gate)
            end
            return views
            """;

    /** Returns the same as {@link #LEARN}. */
    static final String LOOK = RULES + """
            local views = {}
            for i, key in ipairs(KEYS) do views[i] = view(load(key)) end
            return views
            """;

    private GateScripts() {}
}
