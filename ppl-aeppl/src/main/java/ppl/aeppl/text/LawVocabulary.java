package ppl.aeppl.text;

import java.util.List;
import java.util.stream.Stream;
import ppl.aeppl.family.composed.ComposedWords;
import ppl.aeppl.family.continuous.ContinuousWords;
import ppl.aeppl.family.discrete.DiscreteWords;
import ppl.aeppl.family.multivariate.MultivariateWords;
import ppl.aeppl.numeric.NumericWords;
import ppl.aeppl.partial.PartialWords;
import ppl.graph.text.Vocabulary;
import ppl.graph.text.Word;

/** The words of all families that come with the system. */
public final class LawVocabulary implements Vocabulary {

    @Override
    public String name() {
        return "ppl.aeppl";
    }

    @Override
    public List<Word<?>> words() {
        return Stream.of(
                        ContinuousWords.all(),
                        DiscreteWords.all(),
                        MultivariateWords.all(),
                        ComposedWords.all(),
                        PartialWords.all(),
                        NumericWords.all())
                .flatMap(List::stream)
                .toList();
    }
}
