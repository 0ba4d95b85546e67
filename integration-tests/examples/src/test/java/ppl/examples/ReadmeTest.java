package ppl.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README, ARCHITECTURE and the pages of policies and for authors against what they speak of. */
class ReadmeTest {

    private static final Path ROOT = Readme.ROOT;

    private static String bare(String java) {
        return java.replaceAll("\\s+", "");
    }

    @Test
    void the_model_is_the_code_of_the_example() throws IOException {
        String readme = Readme.blocks("A model", "java").getFirst();
        String code =
                Files.readString(ROOT.resolve("integration-tests/examples/src/main/java/ppl/examples/Radon.java"));
        String[] parts = readme.split("Model radon =", 2);
        assertTrue(parts[0].lines().allMatch(line -> line.isBlank() || line.startsWith("import ")), parts[0]);
        int end = readme.indexOf("});") + 3;
        String model = readme.substring(readme.indexOf('=') + 1, end);
        assertTrue(bare(code).contains("return" + bare(model)), "the model of Radon.java is README's:\n" + model);
        List<String> run = readme.substring(end)
                .replace("radon.infer()", "model(RadonData.load()).infer()")
                .replace("Path.of(\"radon.nc\")", "file") // the example has a folder as its argument
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        assertEquals(3, run.size(), run::toString);
        run.forEach(line -> assertTrue(bare(code).contains(bare(line)), "Radon.java has " + line));
    }

    @Test
    void the_model_that_sums_out_is_the_code_of_its_example() throws IOException {
        String code =
                Files.readString(ROOT.resolve("integration-tests/examples/src/main/java/ppl/examples/CoalMining.java"));
        String block = Readme.block("Summing out", "java");
        assertTrue(bare(code).contains(bare(block)), "the model of CoalMining.java is README's:\n" + block);
    }

    @Test
    void the_model_of_a_loop_is_the_code_of_its_example() throws IOException {
        String code = Files.readString(
                ROOT.resolve("integration-tests/examples/src/main/java/ppl/examples/Autoregression.java"));
        String block = Readme.block("Loops", "java");
        assertTrue(bare(code).contains(bare(block)), "the model of Autoregression.java is README's:\n" + block);
    }

    @Test
    void the_effects_that_vary_together_are_those_of_their_example() throws IOException {
        String code = Files.readString(
                ROOT.resolve("integration-tests/examples/src/main/java/ppl/examples/VaryingSlopes.java"));
        String block = Readme.block("Effects that vary together", "java");
        assertTrue(bare(code).contains(bare(block)), "VaryingSlopes.java has README's lines:\n" + block);
    }

    @Test
    void the_model_in_kotlin_is_that_of_the_sample_which_the_command_runs() throws IOException {
        Path sample = ROOT.resolve("integration-tests/kotlin-sample");
        String code = Files.readString(sample.resolve("src/main/kotlin/com/example/Curve.kt"));
        String block = Readme.block("Kotlin", "kotlin");
        assertTrue(bare(code).contains(bare(block)), "the model of Curve.kt is README's:\n" + block);
        String command = Readme.block("Kotlin", "sh").strip();
        assertTrue(command.contains("-f " + ROOT.relativize(sample) + "/pom.xml "), command);
        assertTrue(Files.readString(sample.resolve("pom.xml"))
                .contains("<phase>" + command.substring(command.lastIndexOf(' ') + 1) + "</phase>"));
    }

    @Test
    void the_densities_are_what_the_example_prints() throws IOException {
        String code = Files.readString(
                ROOT.resolve("integration-tests/examples/src/main/java/ppl/examples/Expressions.java"));
        String block = Readme.block("Densities of expressions", "java");
        String plain = block.replaceAll("(?m)\\s*//.*$", "");
        assertTrue(bare(code).contains(bare(plain)), "Expressions.java has README's lines:\n" + plain);
        List<String> said = block.lines()
                .filter(line -> line.startsWith("print"))
                .map(line -> line.replaceAll(".*// (-[0-9.]+).*", "$1"))
                .toList();
        assertEquals(said, Expressions.printed());
    }

    @Test
    void the_command_to_run_names_an_example_and_a_profile_that_exist() throws IOException {
        String command = Readme.block("Run it", "sh").strip();
        assertFalse(command.contains("\n"), "one command");
        Matcher example = Pattern.compile("-Drun=(\\w+)").matcher(command);
        assertTrue(example.find());
        assertTrue(Files.exists(
                ROOT.resolve("integration-tests/examples/src/main/java/ppl/examples/" + example.group(1) + ".java")));
        assertModulesExist(command);
        String pom = Files.readString(ROOT.resolve("integration-tests/examples/pom.xml"));
        assertTrue(pom.contains("<name>run</name>"), "the profile that -Drun switches on");
        assertTrue(pom.contains("<phase>" + command.substring(command.lastIndexOf(' ') + 1) + "</phase>"));
    }

    @Test
    void the_command_to_test_is_what_continuous_integration_runs() throws IOException {
        String command = Readme.block("Test it", "sh").strip();
        assertFalse(command.contains("\n"), "one command");
        assertTrue(command.startsWith("mvn ") && command.endsWith(" test"), command);
        assertModulesExist(command);
        String script = Files.readString(ROOT.resolve(".ci/run"));
        assertTrue(
                script.contains("\"## Test it\"") && script.contains("README.md"), "it takes its command from README");
        assertTrue(script.contains(".ci/readme"), "and does what else README says");
        assertTrue(Files.isExecutable(ROOT.resolve(".ci/readme")), ".ci/readme");
    }

    private static void assertModulesExist(String command) {
        Matcher modules = Pattern.compile("-pl (\\S+)").matcher(command);
        if (modules.find()) {
            for (String module : modules.group(1).split(",")) {
                assertTrue(Files.exists(ROOT.resolve(module).resolve("pom.xml")), module);
            }
        }
    }

    @Test
    void every_file_that_is_linked_exists() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : List.of(
                Readme.PAGE,
                ROOT.resolve("ppl-api/docs/ARCHITECTURE.md"),
                ROOT.resolve("ppl-api/docs/POLICIES.md"),
                ROOT.resolve("ppl-aeppl/docs/AUTHORS.md"))) {
            Matcher link = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)").matcher(Files.readString(page));
            while (link.find()) {
                links++;
                String target = link.group(1);
                if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
                    broken.add(ROOT.relativize(page) + " -> " + target);
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 20, links + " links");
    }
}
