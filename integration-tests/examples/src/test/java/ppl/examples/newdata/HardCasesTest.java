package ppl.examples.newdata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Model;

/** Models in which it is not plain what depends on a length. */
class HardCasesTest {

    private static final int ROWS = 5;

    static List<String> names() {
        return HardCases.names();
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("names")
    void a_model_with_fewer_rows_is_the_one_built_with_them(String name) {
        sameWith(name, 3);
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_model_with_more_rows_is_the_one_built_with_them(String name) {
        sameWith(name, 8);
    }

    private static void sameWith(String name, int rows) {
        Model fresh = HardCases.model(name, rows);
        Anew.same(fresh, Anew.with(HardCases.model(name, ROWS), fresh));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_model_with_its_own_data_is_itself(String name) {
        Model model = HardCases.model(name, ROWS);
        assertEquals(model.toString(), model.with(_ -> {}).toString());
        assertEquals(
                model.free().stream().map(Model.Free::node).toList(),
                model.with(_ -> {}).free().stream().map(Model.Free::node).toList());
    }
}
