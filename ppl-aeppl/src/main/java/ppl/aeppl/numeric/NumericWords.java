package ppl.aeppl.numeric;

import java.util.List;
import ppl.graph.text.Word;

/** The words of these functions in the text form of graphs. */
public final class NumericWords {

    private NumericWords() {}

    /** All of them. */
    public static List<Word<?>> all() {
        return List.of(
                Word.of("log_expm1_exp", new LogExpm1Exp()),
                Word.of("log1mexp_exp", new Log1mexpExp()),
                Word.of("log_minus_log1mexp", new LogMinusLog1mexp()),
                Word.of("log_softplus", new LogSoftplus()),
                Word.of("log1p_square", new Log1pSquare()),
                Word.of("stirling_error", new StirlingError()),
                Word.of("tan_pi", new TanPi()));
    }
}
