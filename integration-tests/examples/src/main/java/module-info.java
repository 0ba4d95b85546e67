import org.jspecify.annotations.NullMarked;

/** Programs to read and to run. */
@NullMarked
module ppl.examples {
    requires de.siegmar.fastcsv;
    requires ppl.api;
    requires static org.jspecify;
}
