package ppl.benchmarks.posterior;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ppl.api.Model;
import ppl.examples.EightSchools;
import ppl.examples.Radon;
import ppl.examples.RadonData;

/**
 * A posterior by name.
 *
 * @param name as figures call it
 * @param model makes the model
 */
public record Posterior(String name, Supplier<Model> model) {

    /** All of them, those that are hard for samplers first. */
    public static List<Posterior> all() {
        List<Posterior> all = new ArrayList<>();
        all.add(new Posterior("eight schools, centred", Hierarchies::eightSchools));
        all.add(new Posterior("funnel", Synthetic::funnel));
        all.add(new Posterior("random walk, non-centred", RandomWalk::model));
        all.add(new Posterior("radon, centred", Hierarchies::radon));
        all.add(new Posterior("eight schools", EightSchools::model));
        all.add(new Posterior("radon", () -> Radon.model(RadonData.load())));
        all.add(new Posterior("kidscore", Regressions::kidscore));
        all.add(new Posterior("arK", Regressions::autoregression));
        all.add(new Posterior("logistic", Regressions::logistic));
        all.add(new Posterior("mixture", Mixture::model));
        all.add(new Posterior("IRT", ItemResponse::model));
        all.add(new Posterior("Student t 100", Synthetic::heavyTails));
        all.add(new Posterior("correlated normal 250", Synthetic::neighbours));
        all.add(new Posterior("exponentials 20", Synthetic::scales));
        return List.copyOf(all);
    }

    /** Those that tell metrics apart: correlated and not, and some whose shape differs from place to place. */
    public static List<Posterior> shapes() {
        return List.of(
                new Posterior("kidscore", Regressions::kidscore),
                new Posterior("arK", Regressions::autoregression),
                new Posterior("25 columns", Collinear::common),
                new Posterior("25 columns, uncentred", Collinear::uncentred),
                new Posterior("logistic", Regressions::logistic),
                new Posterior("radon", () -> Radon.model(RadonData.load())),
                new Posterior("eight schools", EightSchools::model),
                new Posterior("eight schools, centred", Hierarchies::eightSchools),
                new Posterior("GP", GaussianProcess::model),
                new Posterior("correlated normal 250", Synthetic::neighbours),
                new Posterior("Student t 100", Synthetic::heavyTails),
                new Posterior("exponentials 20", Synthetic::scales),
                new Posterior("funnel", Synthetic::funnel));
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException if there is none of the name
     */
    public static Posterior named(String name) {
        return Stream.concat(all().stream(), shapes().stream())
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no posterior \"" + name + "\""));
    }
}
