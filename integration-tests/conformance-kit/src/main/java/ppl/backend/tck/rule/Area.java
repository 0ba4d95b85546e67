package ppl.backend.tck.rule;

/** What a rule is about; the letter begins the rule's id. */
public enum Area {
    /** What a backend says of itself. */
    BACKEND('B', "the backend itself"),
    /** Single operations on ordinary elements. */
    VALUES('V', "values of single operations, each type"),
    /** NaN, infinities, signed zeros, subnormal numbers. */
    SPECIAL('S', "NaN, infinities, signs of zeros, subnormal numbers"),
    /** Elements under another shape or in another place. */
    SHAPES('M', "shapes and movement"),
    /** What forms a program may take. */
    PROGRAMS('P', "forms of programs"),
    /** Sums, products, extrema. */
    REDUCTIONS('R', "reductions and their order"),
    /** Matrix products. */
    CONTRACTIONS('C', "matrix products and their order"),
    /** Gather, scatter-add and positions in order. */
    INDEXING('I', "gather, scatter and order"),
    /** Factors and solves. */
    LINEAR('L', "linear algebra"),
    /** Parts of a program that run or do not run. */
    BRANCHES('D', "branches"),
    /** Random bits. */
    RANDOM('K', "random bits"),
    /** Elementary functions. */
    FUNCTIONS('F', "elementary functions"),
    /** Derivatives of models. */
    GRADIENTS('G', "densities and gradients"),
    /** Bad arguments and programs. */
    ERRORS('E', "errors"),
    /** Several threads. */
    THREADS('T', "threads"),
    /** Closing. */
    LIFE('X', "closing"),
    /** Allocation. */
    MEMORY('A', "allocation"),
    /** Numeric modes. */
    MODES('N', "numeric modes"),
    /** Equality with the reference. */
    ORACLE('O', "the same bits as the reference");

    private final char letter;
    private final String title;

    Area(char letter, String title) {
        this.letter = letter;
        this.title = title;
    }

    /** The first letter of the ids of its rules. */
    public char letter() {
        return letter;
    }

    /** The area in words. */
    public String title() {
        return title;
    }

    /** The area of a rule's id. */
    public static Area of(String id) {
        for (Area area : values()) {
            if (area.letter == id.charAt(0)) {
                return area;
            }
        }
        throw new IllegalArgumentException("the rule id " + id + " begins with the letter of no area");
    }
}
