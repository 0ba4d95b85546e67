package ppl.api.spi;

/**
 * What a sampler's options say of the points where its chains start. Chains are started by the driver, but some names of
 * settings, as users know them from elsewhere, mean a way to start too.
 *
 * @param jitter whether start points are jittered
 * @param because which option says so, for messages: {@code option init is 'adapt_diag'}
 */
public record StartPolicy(Jitter jitter, String because) {

    /** The options say nothing. */
    public static final StartPolicy FREE = new StartPolicy(Jitter.FREE, "no option");

    /** Whether start points are jittered. */
    public enum Jitter {
        /** As the user has asked the driver. */
        FREE,
        /** Always; an error if the user has asked for none. */
        ALWAYS,
        /** Never; an error if the user has asked for some. */
        NEVER
    }
}
