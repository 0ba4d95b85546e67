package ppl.aeppl.family.multivariate;

import static ppl.graph.text.Field.choice;
import static ppl.graph.text.Field.family;
import static ppl.graph.text.Field.integer;
import static ppl.graph.text.Field.integers;
import static ppl.graph.text.Field.truth;

import java.util.List;
import ppl.aeppl.family.Family;
import ppl.graph.text.Word;

/** The words of these families in the text form of graphs. */
public final class MultivariateWords {

    private MultivariateWords() {}

    /** All of them. */
    public static List<Word<?>> all() {
        return List.of(
                Word.of(
                        "mvNormal",
                        MvNormal.class,
                        choice("scale", MvNormal::scale, MvNormal.Scale.values()),
                        MvNormal::new),
                Word.of(
                        "mvStudentT",
                        MvStudentT.class,
                        choice("scale", MvStudentT::scale, MvNormal.Scale.values()),
                        MvStudentT::new),
                Word.of("multinomial", Multinomial.class, truth("logit", Multinomial::logit), Multinomial::new),
                Word.of("dirichlet", Dirichlet.FAMILY),
                Word.of("dirichletMultinomial", DirichletMultinomial.FAMILY),
                Word.of(
                        "zeroSumNormal",
                        ZeroSumNormal.class,
                        integers("lengths", ZeroSumNormal::lengths),
                        ZeroSumNormal::new),
                Word.of("lkjCholesky", LkjCholesky.class, integer("n", LkjCholesky::n), LkjCholesky::new),
                Word.of("lkjCorrelation", LkjCorrelation.class, integer("n", LkjCorrelation::n), LkjCorrelation::new),
                Word.of(
                        "ar",
                        Ar.class,
                        family("init", Family.class, s -> s.init().family()),
                        integer("order", s -> s.init().count()),
                        integer("length", Ar::length),
                        (init, order, length) -> new Ar(FirstValues.of(init, order, true), length)),
                Word.of(
                        "gaussianRandomWalk",
                        GaussianRandomWalk.class,
                        family("init", Family.class, s -> s.init().family()),
                        integer("length", GaussianRandomWalk::length),
                        (init, length) -> new GaussianRandomWalk(FirstValues.of(init, 1, false), length)));
    }
}
