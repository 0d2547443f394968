package http;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import graph.MetaTime;

/**
 * The format {@code date-time} of the contract: RFC 3339, or Meta's own notation. The library's implementation accepts
 * trailing characters.
 */
final class DateTimeFormat implements Format {

    /** The error text. */
    static final String FAULT =
            "must be a time such as 2026-01-31T09:30:00Z, 2026-01-31T10:30:00+01:00" + " or 2026-01-31T10:30:00+0100";

    @Override
    public String getName() {
        return "date-time";
    }

    @Override
    public String getMessageKey() {
        return "format.date-time";
    }

    @Override
    public boolean matches(ExecutionContext context, String text) {
        return MetaTime.parseEither(text).isPresent();
    }
}
