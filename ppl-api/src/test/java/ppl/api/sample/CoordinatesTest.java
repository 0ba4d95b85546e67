package ppl.api.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static ppl.api.Distributions.dirichlet;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.spi.Block;

class CoordinatesTest {

    private static final Coordinates COORDINATES = Coordinates.of(Model.build(m -> {
                Dim row = m.dim("row", 2);
                Dim column = m.dim("column", 3);
                m.sample("x", normal(0, 1), row, column);
                m.sample("theta", dirichlet(1, 2, 3), row, column);
                m.sample("k", poisson(3));
                m.sample("s", halfNormal(1));
            })
            .plan()
            .joint());

    @Test
    void each_variable_has_as_many_coordinates_as_its_map_takes() {
        assertEquals(
                List.of(
                        new Block("x", Block.Measure.CONTINUOUS, 0, 6),
                        new Block("theta", Block.Measure.CONTINUOUS, 6, 4),
                        new Block("k", Block.Measure.DISCRETE, 10, 1, 0, Double.POSITIVE_INFINITY, false),
                        new Block("s", Block.Measure.CONTINUOUS, 11, 1)),
                COORDINATES.blocks());
        assertEquals(12, COORDINATES.dimension());
    }

    @Test
    void a_coordinate_is_called_by_the_element_that_it_moves_or_by_the_map_of_an_event() {
        assertEquals("x[1, 2]", COORDINATES.element(5));
        assertEquals("coordinate [0, 0] of theta (ilr)", COORDINATES.element(6));
        assertEquals("coordinate [1, 1] of theta (ilr)", COORDINATES.element(9));
        assertEquals("k", COORDINATES.element(10));
        assertEquals("s", COORDINATES.element(11));
        assertThrows(IndexOutOfBoundsException.class, () -> COORDINATES.element(12));
    }
}
