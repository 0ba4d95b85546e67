package ppl.graph.random;

/**
 * The identity of a random draw. Sites are equal only to themselves. The name, not the order of creation, decides the
 * random stream of the draw, so that adding a variable does not change the draws of the others.
 */
public final class Site {

    private final String name;

    private Site(String name) {
        this.name = name;
    }

    /** A new identity with a name; the name need not be unique. */
    public static Site named(String name) {
        return new Site(name);
    }

    /** The name. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
