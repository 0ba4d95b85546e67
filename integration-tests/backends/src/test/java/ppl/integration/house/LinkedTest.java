package ppl.integration.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code .build/linked} writes into class files: all of ours have it, and it does what the JDK would do at the first run. */
class LinkedTest {

    /** Each kind of lambda, record and switch, and what they give. */
    private static final String SAMPLE = "Sample";

    static Stream<BuiltModule> modules() {
        return BuiltModule.names().stream()
                .filter(name -> !name.startsWith("ppl.examples") && !name.startsWith("ppl.backend.tck"))
                .map(BuiltModule::named);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_process_makes_no_lambda_and_no_switch_of_this_module_itself(BuiltModule module) {
        List<String> left = new ArrayList<>();
        for (ClassModel type : module.classes()) {
            dynamic(type)
                    .forEach(call -> left.add(ClassReferences.nameOf(type) + " calls " + call.methodName()));
        }
        assertEquals(List.of(), left);
    }

    /** What the first run would link; the text of a record is for messages, and switches on constants are few. */
    private static List<DirectMethodHandleDesc> dynamic(ClassModel type) {
        List<DirectMethodHandleDesc> calls = new ArrayList<>();
        type.methods().forEach(method -> method.code().ifPresent(code -> code.forEach(element -> {
            if (element instanceof InvokeDynamicInstruction call
                    && !call.name().equalsString("toString")
                    && !isOfConstants(call)) {
                calls.add(call.bootstrapMethod());
            }
        })));
        return calls;
    }

    /** A switch with labels that are no classes. */
    private static boolean isOfConstants(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().methodName().equals("typeSwitch")
                && !call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    @Test
    void what_is_written_down_does_what_the_first_run_would(@TempDir Path folder) throws Exception {
        compile(folder);
        String before = run(folder);
        assertTrue(before.lines().count() >= 30, before);
        link(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                ClassModel type = ClassFile.of().parse(file);
                assertEquals(List.of(), dynamic(type), file::toString);
            }
        }
        assertEquals(before, run(folder));
    }

    private static void compile(Path folder) throws IOException {
        Path source = folder.resolve(SAMPLE + ".java");
        try (var text = Objects.requireNonNull(LinkedTest.class.getResourceAsStream(SAMPLE + ".java.txt"))) {
            Files.copy(text, source);
        }
        var errors = new java.io.ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, errors, errors, "-XDstringConcat=inline", "-d", folder.toString(), source.toString());
        assertEquals(0, status, errors::toString);
    }

    private static void link(Path folder) throws Exception {
        Path tool = ProjectFolder.root().resolve(".build/linked/Linked.java");
        assertEquals("", java("-cp", folder.toString(), tool.toString(), folder.toString()));
    }

    private static String run(Path folder) throws Exception {
        return java("-Xverify:all", "-cp", folder.toString(), SAMPLE);
    }

    /** What a virtual machine of its own says. */
    private static String java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
