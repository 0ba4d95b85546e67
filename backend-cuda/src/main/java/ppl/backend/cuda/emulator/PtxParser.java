package ppl.backend.cuda.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.cuda.driver.CudaCode;
import ppl.backend.cuda.driver.CudaException;

/** Reads a module of PTX, line by line: one declaration, label or instruction each. */
final class PtxParser {

    private final Map<String, Decoded> kernels = new HashMap<>();

    private PtxParser() {}

    /** The kernels of a text by name. */
    static Map<String, Decoded> parse(String text) {
        PtxParser parser = new PtxParser();
        parser.module(text.lines().map(String::strip).toList());
        return parser.kernels;
    }

    private void module(List<String> lines) {
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i);
            if (line.startsWith(".visible .entry ")) {
                i = kernel(lines, i);
            } else if (line.isEmpty()
                    || line.startsWith(".version ")
                    || line.startsWith(".target ")
                    || line.equals(".address_size 64")) {
                i++;
            } else {
                throw refused("not understood outside of a kernel", line);
            }
        }
    }

    private int kernel(List<String> lines, int at) {
        String first = lines.get(at);
        String name =
                first.substring(".visible .entry ".length(), first.indexOf('(')).strip();
        KernelParser kernel = new KernelParser(name);
        List<String> body = new ArrayList<>();
        int i = at + 1;
        while (!lines.get(i).equals("{")) {
            header(lines.get(i++), kernel);
        }
        i++;
        while (!lines.get(i).equals("}")) {
            body.add(lines.get(i++));
        }
        kernels.put(name, kernel.decode(body));
        return i + 1;
    }

    private static void header(String line, KernelParser kernel) {
        if (line.startsWith(".maxntid ")) {
            kernel.threads(Integer.parseInt(line.split("[ ,]+")[1]));
        } else if (!line.equals(")") && !line.equals(".param .u64 block")) {
            throw refused("not understood before a kernel", line);
        }
    }

    static CudaException refused(String why, String line) {
        return new CudaException(CudaCode.INVALID_PTX, "PTX is refused, " + why + ": " + line);
    }
}
