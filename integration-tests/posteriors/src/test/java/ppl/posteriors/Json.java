package ppl.posteriors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The files of posteriordb that are among the resources. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /**
     * A file.
     *
     * @param kind data, gradient or reference
     */
    static JsonNode of(String posterior, String kind) {
        String file = "/ppl/posteriors/" + posterior + "." + kind + ".json";
        try (InputStream in = Objects.requireNonNull(Json.class.getResourceAsStream(file), file)) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Numbers. */
    static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }
}
