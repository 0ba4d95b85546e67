package ppl.backend.cuda.emulator;

/** What a comparison asks. With a NaN all are false but {@link #NEU} and {@link #NAN}. */
enum Relation {
    LT,
    LE,
    GT,
    GE,
    EQ,
    NE,
    NEU,
    NAN;

    private static final Relation[] ALL = values();

    static boolean holds(int relation, double x, double y) {
        return switch (ALL[relation]) {
            case LT -> x < y;
            case LE -> x <= y;
            case GT -> x > y;
            case GE -> x >= y;
            case EQ -> x == y;
            case NE -> x < y || x > y;
            case NEU -> x != y;
            case NAN -> Double.isNaN(x) || Double.isNaN(y);
        };
    }

    static boolean holds(int relation, long x, long y) {
        return switch (ALL[relation]) {
            case LT -> x < y;
            case LE -> x <= y;
            case GT -> x > y;
            case GE -> x >= y;
            case EQ -> x == y;
            case NE -> x != y;
            case NEU, NAN -> throw new AssertionError("an ordering of floats");
        };
    }
}
