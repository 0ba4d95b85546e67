package ppl.graph.compile;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.service.Providers;

/** Finds the graph compiler that is present. */
final class GraphCompilers {

    private static volatile @Nullable GraphCompiler found;

    private GraphCompilers() {}

    /** The compiler; an error that says which dependency to add if there is none, or which two clash. */
    static GraphCompiler find() {
        GraphCompiler known = found;
        if (known == null) {
            known = load(GraphCompilers.class.getClassLoader());
            found = known;
        }
        return known;
    }

    static GraphCompiler load(ClassLoader loader) {
        Providers<GraphCompiler> compilers =
                Providers.load(GraphCompiler.class, ServiceLoader.load(GraphCompiler.class, loader), c -> c.getClass()
                        .getName());
        if (compilers.usable().size() > 1) {
            throw new GraphException(
                    GraphCode.COMPILER,
                    "several graph compilers are present, keep one: "
                            + compilers.usable().stream()
                                    .map(Providers.Found::place)
                                    .collect(Collectors.joining(" and ")));
        }
        if (compilers.usable().isEmpty()) {
            throw new GraphException(
                    GraphCode.COMPILER,
                    "no graph compiler is present: add a backend to your dependencies, for example "
                            + "dev.ppl:backend-vector" + compilers.failuresAsSuffix());
        }
        return compilers.usable().getFirst().service();
    }
}
