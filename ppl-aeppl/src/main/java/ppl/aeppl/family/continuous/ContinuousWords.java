package ppl.aeppl.family.continuous;

import static ppl.graph.text.Field.truth;

import java.util.List;
import ppl.graph.text.Word;

/** The words of these families in the text form of graphs. */
public final class ContinuousWords {

    private ContinuousWords() {}

    /** All of them. */
    public static List<Word<?>> all() {
        return List.of(
                Word.of("normal", Normal.FAMILY),
                Word.of("normalPrecision", Normal.PRECISION),
                Word.of("gamma", Gamma.FAMILY),
                Word.of("gammaMeanSd", Gamma.MEAN_SD),
                Word.of("halfNormal", HalfNormal.FAMILY),
                Word.of("exponential", Exponential.FAMILY),
                Word.of("weibull", Weibull.FAMILY),
                Word.of("logNormal", LogNormal.FAMILY),
                Word.of("inverseGamma", InverseGamma.FAMILY),
                Word.of("inverseGammaMeanSd", InverseGamma.MEAN_SD),
                Word.of("halfCauchy", HalfCauchy.FAMILY),
                Word.of("uniform", Uniform.FAMILY),
                Word.of("studentT", StudentT.FAMILY),
                Word.of("cauchy", Cauchy.FAMILY),
                Word.of("halfStudentT", HalfStudentT.FAMILY),
                Word.of("logistic", Logistic.FAMILY),
                Word.of("beta", Beta.FAMILY),
                Word.of("betaMeanCount", Beta.MEAN_COUNT),
                Word.of("laplace", Laplace.FAMILY),
                Word.of("gumbel", Gumbel.FAMILY),
                Word.of("flat", Flat.class, truth("positive", Flat::positive), Flat::new));
    }
}
