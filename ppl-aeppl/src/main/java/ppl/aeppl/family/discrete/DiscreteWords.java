package ppl.aeppl.family.discrete;

import static ppl.graph.text.Field.choice;
import static ppl.graph.text.Field.truth;

import java.util.List;
import ppl.graph.text.Word;

/** The words of these families in the text form of graphs. */
public final class DiscreteWords {

    private DiscreteWords() {}

    /** All of them. */
    public static List<Word<?>> all() {
        return List.of(
                Word.of("bernoulli", Bernoulli.class, truth("logit", Bernoulli::logit), Bernoulli::new),
                Word.of("binomial", Binomial.class, truth("logit", Binomial::logit), Binomial::new),
                Word.of("categorical", Categorical.class, truth("logit", Categorical::logit), Categorical::new),
                Word.of("poisson", Poisson.class, truth("log", Poisson::log), Poisson::new),
                Word.of(
                        "negativeBinomial",
                        NegativeBinomial.class,
                        choice("by", NegativeBinomial::by, NegativeBinomial.By.values()),
                        NegativeBinomial::new),
                Word.of("betaBinomial", BetaBinomial.FAMILY),
                Word.of("discreteUniform", DiscreteUniform.FAMILY),
                Word.of("geometric", Geometric.FAMILY),
                Word.of("orderedLogistic", OrderedLogistic.FAMILY),
                Word.of("pointMass", PointMass.FAMILY));
    }
}
