package ppl.graph.compile;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphException;

/** Finds the graph compiler that is present. */
public final class GraphCompilers {

    private static volatile @Nullable GraphCompiler found;

    private GraphCompilers() {}

    /** The compiler; an error that says which dependency to add if there is none, or which two clash. */
    public static GraphCompiler find() {
        GraphCompiler known = found;
        if (known == null) {
            known = load();
            found = known;
        }
        return known;
    }

    private static GraphCompiler load() {
        List<GraphCompiler> usable = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        Iterator<ServiceLoader.Provider<GraphCompiler>> providers =
                ServiceLoader.load(GraphCompiler.class, GraphCompilers.class.getClassLoader()).stream().iterator();
        while (providers.hasNext()) {
            try {
                usable.add(providers.next().get());
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                reasons.add(e.toString());
            }
        }
        if (usable.size() == 1) {
            return usable.getFirst();
        }
        if (usable.isEmpty()) {
            throw new GraphException("no graph compiler is present: add a backend to your dependencies, for example "
                    + "dev.ppl:backend-vector" + (reasons.isEmpty() ? "" : " (found, but not usable: " + reasons + ")"));
        }
        throw new GraphException("several graph compilers are present, keep one: "
                + usable.stream().map(c -> c.getClass().getName()).toList());
    }
}
