import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import javax.tools.ToolProvider;

/**
 * Runs a tool that has several source files. They are compiled by the first module that needs them, into {@code target} of the whole
 * project, and again when they change: a module is built alone or with others in the same way, and modules that are built at once do not
 * wait for each other. This file is compiled each time, so it does little and without lambdas.
 *
 * <p>Arguments: the folder of the sources, which is called as the tool; the class to run; what it is given.
 */
final class Tool {

    private Tool() {}

    public static void main(String[] args) throws Exception {
        File sources = new File(args[0]).getCanonicalFile();
        File[] files = sources.listFiles();
        Arrays.sort(files);
        CRC32C sum = new CRC32C();
        sum.update(Runtime.version().toString().getBytes());
        for (File file : files) {
            sum.update(file.getName().getBytes());
            sum.update(Files.readAllBytes(file.toPath()));
        }
        File target = new File(sources.getParentFile().getParentFile(), "target");
        String name = sources.getName().concat("-").concat(Long.toHexString(sum.getValue()));
        File classes = new File(target, name);
        if (!classes.exists()) {
            compile(files, target.toPath(), classes.toPath());
        }
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toURI().toURL()}, Tool.class.getClassLoader());
        Method main = loader.loadClass(args[1]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    }

    /** Compiles into a folder of its own, which gets its name when all is there. */
    private static void compile(File[] files, Path target, Path classes) throws IOException {
        Files.createDirectories(target);
        Path fresh = Files.createTempDirectory(target, "tool");
        String[] options = new String[2 + files.length];
        options[0] = "-d";
        options[1] = fresh.toString();
        for (int i = 0; i < files.length; i++) {
            options[2 + i] = files[i].toString();
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, options) != 0) {
            throw new IOException(files[0].getParent() + " does not compile");
        }
        try {
            Files.move(fresh, classes, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException another) {
            // A module that is built at the same time was first: its classes are the same.
            for (File file : fresh.toFile().listFiles()) {
                Files.delete(file.toPath());
            }
            Files.delete(fresh);
        }
    }
}
