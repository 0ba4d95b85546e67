package ppl.aeppl.family.composed;

import static ppl.graph.text.Field.families;
import static ppl.graph.text.Field.family;
import static ppl.graph.text.Field.truth;

import java.util.List;
import ppl.aeppl.family.Family;
import ppl.graph.text.Word;

/** The words of these families in the text form of graphs. */
public final class ComposedWords {

    private ComposedWords() {}

    /** All of them. */
    public static List<Word<?>> all() {
        return List.of(
                Word.of(
                        "mixture",
                        Mixture.class,
                        families("of", Family.class, Mixture::inner),
                        truth("along", Mixture::along),
                        truth("logit", Mixture::logit),
                        Mixture::new),
                Word.of(
                        "truncated",
                        Truncated.class,
                        family("of", Family.class, Truncated::truncated),
                        truth("lower", Truncated::lower),
                        truth("upper", Truncated::upper),
                        Truncated::new),
                Word.of(
                        "censored",
                        Censored.class,
                        family("of", Family.class, Censored::censored),
                        truth("lower", Censored::lower),
                        truth("upper", Censored::upper),
                        Censored::new),
                Word.of(
                        "truncatedNormal",
                        TruncatedNormal.class,
                        truth("lower", TruncatedNormal::lower),
                        truth("upper", TruncatedNormal::upper),
                        TruncatedNormal::new),
                Word.of(
                        "zeroInflated",
                        ZeroInflated.class,
                        family("of", Family.class, ZeroInflated::inflated),
                        ZeroInflated::new),
                Word.of("hurdle", Hurdle.class, family("of", Family.class, Hurdle::above), Hurdle::new),
                Word.of(
                        "ordered",
                        OrderedSample.class,
                        family("of", Family.class, OrderedSample::sampled),
                        OrderedSample::new));
    }
}
