package ppl.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Virtual machines of their own that run a program of this class path, from jars as a user has them.
 *
 * @param folder where the jars are, and the cache
 * @param classPath the jars
 */
record FreshProcess(Path folder, String classPath) {

    private static final String LANES = "--add-modules=jdk.incubator.vector";

    /** Packs what lies in folders on this class path into jars. */
    static FreshProcess packed() throws IOException {
        Path folder = Files.createTempDirectory("process");
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.isBlank() && Files.isDirectory(Path.of(entry))) {
                Path packed = folder.resolve(jars.size() + ".jar");
                if (jar.run(System.out, System.err, "--create", "--file=" + packed, "-C", entry, ".") != 0) {
                    throw new IOException(entry + " does not become a jar");
                }
                jars.add(packed.toString());
            } else {
                jars.add(entry);
            }
        }
        return new FreshProcess(folder, String.join(File.pathSeparator, jars));
    }

    /** The seconds of the fastest of some processes, each from its start to its end. */
    double seconds(int times, List<String> options, String... program) throws IOException, InterruptedException {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            run(options, program);
            best = Math.min(best, (System.nanoTime() - start) * 1e-9);
        }
        return best;
    }

    /**
     * Runs a program once and makes the JDK's ahead-of-time cache of what it loads and links.
     *
     * @param options with which it is run
     * @return these and the option that uses the cache
     */
    List<String> cached(List<String> options, String... program) throws IOException, InterruptedException {
        Path cache = folder.resolve(program[0] + options.hashCode() + ".aot");
        run(with(options, "-XX:AOTCacheOutput=" + cache), program);
        return with(options, "-XX:AOTCache=" + cache);
    }

    private static List<String> with(List<String> options, String more) {
        List<String> all = new ArrayList<>(options);
        all.add(more);
        return all;
    }

    /** Runs a program once. */
    void run(List<String> options, String... program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(LANES);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(program));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", program) + " ended with status " + status);
        }
    }
}
