package ppl.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets in the Javadoc of what users import are programs that compile. */
class SnippetsTest {

    private static final Pattern SNIPPET = Pattern.compile("\\{@snippet :\\R(.*?)\\R\\s*\\* \\}\\R", Pattern.DOTALL);

    /** What a reader would have: the imports, a model, its results, some numbers. */
    private static final String AROUND = """
            import static ppl.api.Distributions.*;
            import java.nio.file.Path;
            import java.util.*;
            import ppl.aeppl.bijector.*;
            import ppl.aeppl.conformance.*;
            import ppl.aeppl.family.continuous.*;
            import ppl.aeppl.joint.*;
            import ppl.aeppl.law.*;
            import ppl.api.*;
            import ppl.api.inference.*;
            import ppl.api.report.*;
            import ppl.graph.Var;
            class %s {
                Model model;
                InferenceData fit;
                double[] data, mu, a;

                void snippet() throws Exception {
                    %s
                }
            }
            """;

    @Test
    void they_compile(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("ppl-graph", "ppl-aeppl", "ppl-api")) {
            try (Stream<Path> files = Files.walk(Readme.ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    write(file, folder, sources);
                }
            }
        }
        assertTrue(sources.size() >= 8, sources::toString);
        compile(folder, sources);
    }

    private static void write(Path file, Path folder, List<String> sources) throws IOException {
        Matcher snippet = SNIPPET.matcher(Files.readString(file));
        while (snippet.find()) {
            String name = "Snippet" + sources.size();
            String body = snippet.group(1).replaceAll("(?m)^\\s*\\* ?", "");
            Path source = folder.resolve(name + ".java");
            Files.writeString(source, "// " + file.getFileName() + "\n" + AROUND.formatted(name, body));
            sources.add(source.toString());
        }
    }

    private static void compile(Path folder, List<String> sources) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        String modules = System.getProperty("jdk.module.path");
        if (modules == null) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        } else {
            command.addAll(List.of("-p", modules, "--add-modules", "ppl.api"));
        }
        command.addAll(List.of("-proc:none", "-d", folder.toString()));
        command.addAll(sources);
        Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, javac.waitFor(), output);
    }
}
