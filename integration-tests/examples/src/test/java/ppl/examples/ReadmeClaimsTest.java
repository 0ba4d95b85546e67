package ppl.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.normal;
import static ppl.graph.Functions.clip;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Inference;

/** What README says besides its model and its two commands. */
class ReadmeClaimsTest {

    @Test
    void random_variables_are_tensors_that_draw() throws IOException {
        assertTrue(Readme.section("A model").contains("`clip(normal(0, 1).draw(\"x\"), 0, 1).eval()` draws"));
        double x = clip(normal(0, 1).draw("x"), 0, 1).eval().item();
        assertTrue(x >= 0 && x <= 1, "drew " + x);
    }

    @Test
    void every_option_is_a_method() throws IOException {
        Matcher list = Pattern.compile("Every option is a method \\((.*?)\\)", Pattern.DOTALL)
                .matcher(Readme.section("A model"));
        assertTrue(list.find());
        Set<String> named = new TreeSet<>();
        Matcher name = Pattern.compile("`(\\w+)`").matcher(list.group(1));
        while (name.find()) {
            named.add(name.group(1));
        }
        Set<String> methods = Arrays.stream(Inference.class.getDeclaredMethods())
                .filter(m ->
                        m.getReturnType() == Inference.class && java.lang.reflect.Modifier.isPublic(m.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(methods, named);
    }

    @Test
    void the_dependencies_are_modules_that_the_bom_of_this_version_manages() throws IOException {
        String pom = Files.readString(Readme.ROOT.resolve("pom.xml"));
        String own = Readme.block("Your own project", "xml");
        Matcher dependency = Pattern.compile(
                        "<dependency>\\s*<groupId>dev\\.ppl</groupId>\\s*<artifactId>(.*?)</artifactId>\\s*(<version>.*?</version>)?")
                .matcher(own);
        List<String> modules = new ArrayList<>();
        while (dependency.find()) {
            if (dependency.group(2) == null) {
                String module = dependency.group(1);
                modules.add(module);
                assertTrue(pom.contains("<artifactId>" + module + "</artifactId>"), module);
                String folder = module.equals("ppl-cli") ? "ppl-api/cli" : module;
                assertTrue(Files.exists(Readme.ROOT.resolve(folder).resolve("pom.xml")), module);
            } else {
                String version = dependency.group(2).replaceAll("</?version>", "");
                assertEquals("ppl", dependency.group(1));
                assertTrue(pom.contains("<revision>" + version + "</revision>"), version);
            }
        }
        assertEquals(List.of("ppl-api", "sampler-nuts", "backend-vector", "ppl-cli"), modules);
        assertTrue(own.contains("<scope>import</scope>"), own);
        Matcher compiler = Pattern.compile("<artifactId>maven-compiler-plugin</artifactId>\\s*<version>(.*?)</version>")
                .matcher(own);
        assertTrue(compiler.find());
        assertTrue(pom.contains("<version>" + compiler.group(1) + "</version>"), "the compiler plugin that builds PPL");
    }

    @Test
    void the_commands_for_results_do_what_they_are_shown_for(@TempDir Path folder) throws Exception {
        for (String file : List.of("purchases.nc", "one.nc", "other.nc")) {
            results().save(folder.resolve(file));
        }
        String section = "Your own project";
        List<String> lines = Readme.blocks(section, "sh").getLast().lines().toList();
        assertEquals(3, lines.size());
        assertTrue(Readme.section(section).contains("`compare one.nc other.nc`"));
        run(folder, "compare", "one.nc", "other.nc");
        for (String line : lines) {
            String prefix = "java -p lib -m ppl.api.cli ";
            assertTrue(line.startsWith(prefix), line);
            run(folder, line.substring(prefix.length()).replace("'", "").split(" "));
        }
        assertTrue(Files.size(folder.resolve("again.html")) > 10_000);
    }

    /** Four chains of independent numbers, with the variables that the commands leave out and with log-likelihoods. */
    static InferenceData results() {
        int[] shape = {4, 50, 2};
        double[] values = new double[400];
        Arrays.setAll(values, i -> Math.sin(12.9898 * i + 78.233 * (i % 7)));
        List<String> dims = List.of("chain", "draw", "i");
        Dataset.Builder posterior = Dataset.builder();
        for (String name : List.of("beta", "p")) {
            posterior.variable(name, dims, shape, values);
        }
        Dataset likelihood =
                Dataset.builder().variable("y", dims, shape, values).build();
        return InferenceData.of(Map.of(Group.POSTERIOR, posterior.build(), Group.LOG_LIKELIHOOD, likelihood));
    }

    /** Runs the program in a JVM of its own, on the paths of this one. */
    private static void run(Path folder, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String modules = System.getProperty("jdk.module.path");
        if (modules == null) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "ppl.api.cli.Main"));
        } else {
            command.addAll(List.of("-p", modules, "-m", "ppl.api.cli/ppl.api.cli.Main"));
        }
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", args) + " says: " + output);
    }
}
