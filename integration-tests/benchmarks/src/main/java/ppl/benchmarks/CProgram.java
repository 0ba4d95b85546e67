package ppl.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A program in C that measures the same as a benchmark.
 *
 * @param file the compiled program
 */
record CProgram(Path file) {

    /**
     * Compiles a source beside this class by {@code cc}, or by what the environment variable {@code CC} names.
     *
     * @return null if there is no compiler, which is said
     */
    static @Nullable CProgram compiled(String name) throws IOException, InterruptedException {
        return compiled(name, List.of("-march=native"), List.of());
    }

    /**
     * Compiles with options.
     *
     * @param flags what to compile for
     * @param libraries what to link, and what that makes possible
     */
    static @Nullable CProgram compiled(String name, List<String> flags, List<String> libraries)
            throws IOException, InterruptedException {
        String compiler = Objects.requireNonNullElse(System.getenv("CC"), "cc");
        Path folder = Files.createTempDirectory(name);
        Path source = folder.resolve(name + ".c");
        try (InputStream text = Objects.requireNonNull(CProgram.class.getResourceAsStream(name + ".c"), name + ".c")) {
            Files.copy(text, source);
        }
        Path program = folder.resolve(name);
        try {
            List<String> command = new ArrayList<>(List.of(compiler, "-O3"));
            command.addAll(flags);
            command.addAll(List.of("-o", program.toString(), source.toString()));
            command.addAll(libraries);
            command.add("-lm");
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IOException(compiler + " does not compile " + name + ".c");
            }
        } catch (IOException e) {
            System.err.println("no figures of C: " + e.getMessage());
            return null;
        }
        return new CProgram(program);
    }

    /** The numbers that it prints. */
    double[] run(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(file.getFileName() + " ended with status " + process.exitValue());
        }
        return List.of(output.trim().split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
