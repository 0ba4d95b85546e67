package ppl.examples.changed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.normal;
import static ppl.graph.Functions.sigmoid;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.examples.EightSchools;
import ppl.examples.Galaxies;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.graph.Var;

/** Pictures and formulas of models, character for character. The pictures were read by pydot 3, an independent reader, when they were made. */
class PicturesTest {

    static Stream<Arguments> models() throws IOException {
        return Stream.of(
                Arguments.of("schools", EightSchools.model()),
                Arguments.of("galaxies", Galaxies.model()),
                Arguments.of("radon", Radon.model(RadonData.load())));
    }

    private static String text(String file) {
        try (InputStream in = PicturesTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_model_is_drawn_and_written(String name, Model model) {
        assertEquals(text(name + ".dot"), model.toDot());
        assertEquals(text(name + ".mmd"), model.toMermaid());
        assertEquals(text(name + ".tex"), model.toLatex());
    }

    private static Model oddNames() {
        return Model.build(m -> {
            Var p = m.sample("a<b &amp; \"c\"_{%$#^~|}", normal(0, 1e-9));
            m.deterministic("p\\q", p);
            m.observe("é;[x]", binomial(10, sigmoid(p)), 3);
        });
    }

    @Test
    void names_stand_for_themselves_in_graphviz() {
        assertEquals(
                """
                        digraph {
                          n0 [label="a<b &amp;amp; \\"c\\"_{%$#^~|}\\n~\\nNormal" shape=ellipse]
                          n1 [label="é;[x]\\n~\\nBinomial" shape=ellipse style=filled fillcolor=lightgray]
                          n2 [label="p\\\\q\\n~\\nDeterministic" shape=box]
                          n0 -> n1
                          n0 -> n2
                        }
                        """,
                oddNames().toDot());
    }

    @Test
    void names_stand_for_themselves_in_mermaid() {
        assertTrue(oddNames()
                .toMermaid()
                .startsWith(
                        """
                        flowchart TD
                          n0(["a#60;b #38;amp; #34;c#34;_{%$#35;^~|}<br/>~<br/>Normal"])
                          n1(["é;[x]<br/>~<br/>Binomial"]):::observed
                          n2["p#92;q<br/>~<br/>Deterministic"]
                          n0 --> n1
                        """));
    }

    @Test
    void names_stand_for_themselves_in_latex() {
        String name = "\\text{a\\textless{}b \\&amp; \"c\"\\_\\{\\%\\$\\#\\textasciicircum{}\\textasciitilde{}\\textbar{}\\}}";
        assertEquals(
                "\\begin{array}{rcl}\n" + name + " &\\sim& \\operatorname{Normal}(0,~1 \\cdot 10^{-9}) \\\\\n"
                        + "\\text{é;[x]} &\\sim& \\operatorname{Binomial}(10,~f(" + name + ")) \\\\\n"
                        + "\\text{p\\textbackslash{}q} &=& " + name + "\n\\end{array}\n",
                oddNames().toLatex());
    }

    @Test
    void what_is_missing_summed_out_or_a_term_is_marked() {
        Model model = Model.build(m -> {
            Dim day = m.dim("day", 3);
            Var z = m.marginalize("z", bernoulli(0.3));
            Var x = m.observe("x", normal(0, 1), new double[] {1, Double.NaN, Double.NaN}, day);
            m.observe("y", normal(x.plus(z), 1), new double[] {1, 2, 3}, day);
            m.potential("term", x.sum());
        });
        assertEquals(
                """
                        digraph {
                          n0 [label="z\\n~\\nBernoulli, summed out" shape=ellipse style=dashed]
                          n3 [label="term\\n~\\nPotential" shape=octagon style=filled fillcolor=lightgray]
                          subgraph cluster_0 {
                            label="day (3)" labeljust=r labelloc=b style=rounded
                            n1 [label="x\\n~\\nNormal, 2 missing" shape=ellipse style=filled fillcolor=lightgray]
                            n2 [label="y\\n~\\nNormal" shape=ellipse style=filled fillcolor=lightgray]
                          }
                          n0 -> n2
                          n1 -> n2
                          n1 -> n3
                        }
                        """,
                model.toDot());
    }

    @Test
    void what_data_became_before_they_were_used_is_still_an_arrow_from_them() {
        Model model = Model.build(m -> {
            Var x = m.data("x", new double[] {1, 2});
            m.observe("y", normal(x.times(2).plus(1), 1), new double[] {1, 2});
        });
        assertTrue(model.toDot().contains("n0 -> n1"), model::toDot);
    }
}
