package ppl.api.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates that a file stores as numbers with {@code units} such as {@code days since 2000-01-01}, as ISO 8601 texts in UTC, without
 * times if all are at midnight.
 *
 * <p>Calendars other than ours, and years before 1582 in the mixed one, are refused by name, as are other units than days to
 * nanoseconds.
 *
 * <p><b>Source.</b> CF Conventions 1.11, section 4.4.
 */
final class CfTimes {
    private static final Map<String, Duration> UNITS = Map.of(
            "day", Duration.ofDays(1),
            "hour", Duration.ofHours(1),
            "minute", Duration.ofMinutes(1),
            "second", Duration.ofSeconds(1),
            "millisecond", Duration.ofMillis(1),
            "microsecond", Duration.ofNanos(1_000),
            "nanosecond", Duration.ofNanos(1));

    private static final Set<String> MIXED = Set.of("", "standard", "gregorian");
    private static final LocalDateTime REFORM = LocalDateTime.of(1582, 10, 15, 0, 0);

    /** How units are written; compiled only for a file that has dates. */
    private static final class Spelling {
        static final Pattern SINCE = Pattern.compile("\\s*(\\w+?)s?\\s+since\\s+(\\S.*?)\\s*");

        static final Pattern START = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})"
                + "(?:[T ](\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?)?"
                + "\\s*(?:Z|UTC|GMT|([+-])(\\d{1,2})(?::?(\\d{2}))?)?");

        private Spelling() {}
    }

    private final long address;
    private final String units;
    private final Duration unit;
    private final LocalDateTime start;
    private final boolean mixed;

    private CfTimes(long address, String units, Duration unit, LocalDateTime start, boolean mixed) {
        this.address = address;
        this.units = units;
        this.unit = unit;
        this.start = start;
        this.mixed = mixed;
    }

    /** Whether these are units of time alone, such as {@code days}. */
    static boolean areUnits(String units) {
        return UNITS.keySet().stream().anyMatch(unit -> units.equals(unit + "s"));
    }

    static CfTimes of(long address, Notes notes) throws DataFormatException {
        String units = notes.text("units");
        String calendar = notes.text("calendar").toLowerCase(Locale.ROOT);
        boolean mixed = MIXED.contains(calendar);
        if (!mixed && !calendar.equals("proleptic_gregorian")) {
            throw refused(address, units, " in the calendar '" + calendar + "'");
        }
        Matcher since = Spelling.SINCE.matcher(units);
        if (!since.matches() || !UNITS.containsKey(since.group(1).toLowerCase(Locale.ROOT))) {
            throw refused(address, units);
        }
        Duration unit = UNITS.getOrDefault(since.group(1).toLowerCase(Locale.ROOT), Duration.ZERO);
        return new CfTimes(address, units, unit, start(address, units, since.group(2)), mixed);
    }

    private static NotHeldException refused(long address, String units) {
        return refused(address, units, "");
    }

    private static NotHeldException refused(long address, String units, String where) {
        return new NotHeldException(address, "it has dates that this reader does not know: '" + units + "'" + where);
    }

    private static LocalDateTime start(long address, String units, String text) throws DataFormatException {
        Matcher m = Spelling.START.matcher(text);
        if (!m.matches()) {
            throw refused(address, units);
        }
        String fraction = m.group(7) == null ? "0" : (m.group(7) + "000000000").substring(0, 9);
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(m, 1),
                    number(m, 2),
                    number(m, 3),
                    number(m, 4),
                    number(m, 5),
                    number(m, 6),
                    Integer.parseInt(fraction));
            int minutes = 60 * number(m, 9) + number(m, 10);
            return local.minusMinutes("-".equals(m.group(8)) ? -minutes : minutes);
        } catch (DateTimeException e) {
            throw refused(address, units);
        }
    }

    private static int number(Matcher m, int group) {
        return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
    }

    /** The dates of these numbers. */
    List<String> labels(Values numbers) throws DataFormatException {
        List<LocalDateTime> dates = new ArrayList<>();
        switch (numbers) {
            case Values.Longs(long[] values) -> {
                for (long value : values) {
                    dates.add(date(value, 0));
                }
            }
            case Values.Doubles(double[] values) -> {
                for (double value : values) {
                    if (!(Math.abs(value) < 1L << 53)) {
                        throw new NotHeldException(address, "it has a date that is missing or too far away: " + value);
                    }
                    double whole = Math.floor(value);
                    dates.add(date((long) whole, Math.round((value - whole) * unit.toNanos())));
                }
            }
            case Values.Flags _, Values.Texts _, Values.Characters _ -> throw refused(address, units);
        }
        boolean days =
                dates.stream().allMatch(date -> date.equals(date.toLocalDate().atStartOfDay()));
        DateTimeFormatter format = days ? DateTimeFormatter.ISO_LOCAL_DATE : DateTimeFormatter.ISO_LOCAL_DATE_TIME;
        return dates.stream().map(format::format).toList();
    }

    private LocalDateTime date(long whole, long nanos) throws DataFormatException {
        try {
            LocalDateTime date = start.plus(unit.multipliedBy(whole)).plusNanos(nanos);
            if (mixed && (date.isBefore(REFORM) || start.isBefore(REFORM))) {
                throw refused(address, units, " before 1582, in a calendar that changes then");
            }
            return date;
        } catch (DateTimeException | ArithmeticException e) {
            throw new NotHeldException(address, "it has a date too far away: " + whole + " " + units);
        }
    }
}
