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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets in the Javadoc of what users import are programs that compile. */
class SnippetsTest {

    private static final Pattern SNIPPET = Pattern.compile("\\{@snippet :\\R(.*?)\\R\\s*\\* \\}\\R", Pattern.DOTALL);

    /** What a reader would have: the imports, a model, its results, some numbers. */
    private static final String AROUND = """
            import static ppl.api.Distributions.*;
            import static ppl.graph.Functions.*;
            import java.nio.file.Path;
            import java.util.*;
            import ppl.aeppl.conformance.*;
            import ppl.aeppl.family.Distribution;
            import ppl.aeppl.family.composed.*;
            import ppl.aeppl.family.continuous.*;
            import ppl.aeppl.joint.*;
            import ppl.aeppl.law.*;
            import ppl.aeppl.rule.*;
            import ppl.api.*;
            import ppl.api.inference.*;
            import ppl.api.mode.*;
            import ppl.api.report.*;
            import ppl.api.sbc.*;
            import ppl.api.store.PredictiveFile;
            import ppl.graph.Graph;
            import ppl.graph.Interval;
            import ppl.graph.Scan;
            import ppl.graph.Var;
            import ppl.graph.math.*;
            import ppl.graph.op.*;
            import ppl.graph.random.*;
            import ppl.graph.text.*;
            class %s {
                Model model;
                InferenceData fit;
                double[] data, mu, a;

                void snippet() throws Exception {
                    %s
                }
            }
            """;

    /** The data of README's model, as its example reads them. */
    private static final String AROUND_MODEL = """
            %s
            class Readme {
                interface Homes {
                    List<String> countyNames();
                    int size();
                    double[] floor();
                    int[] countyIndex();
                    double[] logRadon();
                }
                void code(Homes data) throws Exception {
                    %s
                }
            }
            """;

    @Test
    void they_compile(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("ppl-graph", "ppl-aeppl", "ppl-api")) {
            try (Stream<Path> files = Files.walk(Readme.ROOT.resolve(module).resolve("src/main"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    write(file, folder, sources);
                }
            }
        }
        assertTrue(sources.size() >= 8, sources::toString);
        compile(folder, sources);
    }

    @Test
    void the_model_of_readme_and_its_checks_compile(@TempDir Path folder) throws IOException, InterruptedException {
        String block = Readme.block("A model", "java");
        String imports = block.lines().filter(l -> l.startsWith("import ")).collect(Collectors.joining("\n"));
        String body = block.lines().filter(l -> !l.startsWith("import ")).collect(Collectors.joining("\n"));
        body += "\n" + String.join("\n", Readme.blocks("What comes out", "java"));
        body += "\n" + Readme.block("Checks and comparisons", "java");
        body += "\n" + Readme.block("Modes, and whether posteriors are right", "java");
        Path source = folder.resolve("Readme.java");
        Files.writeString(source, AROUND_MODEL.formatted("import java.util.List;\n" + imports, body));
        compile(folder, List.of(source.toString()));
    }

    /** On the class path here; {@code .ci/readme} does it with Maven and modules. */
    @Test
    void the_program_of_readme_prints_what_readme_shows(@TempDir Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("Main.java");
        Files.writeString(source, Readme.blocks("Your own project", "java").getLast());
        compile(folder, List.of(source.toString()));
        List<String> command = command("java", folder);
        command.add("shop.Main");
        String shown = Readme.block("Your own project", "");
        assertEquals(shown.stripTrailing(), finish(folder, command).stripTrailing());
        assertTrue(Files.size(folder.resolve("purchases.html")) > 10_000);
        assertTrue(Files.size(folder.resolve("purchases.nc")) > 10_000);
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
        List<String> command = command("javac", folder);
        command.addAll(List.of("-proc:none", "-d", folder.toString()));
        command.addAll(sources);
        finish(folder, command);
    }

    /** A tool of this JDK with all modules of this test and the classes of a folder. */
    private static List<String> command(String tool, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        String modules = System.getProperty("jdk.module.path");
        if (modules == null) {
            String path = System.getProperty("java.class.path") + java.io.File.pathSeparator + folder;
            command.addAll(List.of("-cp", path));
        } else {
            command.addAll(List.of("-p", modules, "--add-modules", "ALL-MODULE-PATH", "-cp", folder.toString()));
        }
        return command;
    }

    private static String finish(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
