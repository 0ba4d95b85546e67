package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * Claims of car insurance by district, size of the car and age of the holder, in the third quarter of 1973 (Baxter, Coutts and Ross 1980,
 * Proceedings of the 21st International Congress of Actuaries): Poisson's counts with an exposure, the number of holders, whose log is
 * added.
 */
public final class Claims {

    private static final String TABLE = "claims.csv";

    private Claims() {}

    /** The model. */
    public static Model model() {
        int[] claims = Columns.counts(TABLE, "claims");
        return Model.build(m -> {
            Dim row = m.dim("row", claims.length);
            Dim district = m.dim("district", "1", "2", "3", "4");
            Dim litres = m.dim("litres", "<1", "1-1.5", "1.5-2", ">2");
            Dim age = m.dim("age", "<25", "25-29", "30-35", ">35");
            Var holders = m.data("holders", Columns.load(TABLE, "holders"), row);
            Var districtOf = m.data("district_of", district.positions(Columns.words(TABLE, "district")), row);
            Var litresOf = m.data("litres_of", litres.positions(Columns.words(TABLE, "litres")), row);
            Var ageOf = m.data("age_of", age.positions(Columns.words(TABLE, "age")), row);

            Var usual = m.sample("usual", normal(-2, 1));
            Var byDistrict = m.sample("by_district", normal(0, 0.5), district);
            Var byLitres = m.sample("by_litres", normal(0, 0.5), litres);
            Var byAge = m.sample("by_age", normal(0, 0.5), age);
            Var rate = usual.plus(byDistrict.get(districtOf))
                    .plus(byLitres.get(litresOf))
                    .plus(byAge.get(ageOf));
            m.observe("claims", poissonLog(log(holders).plus(rate)), claims, row);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
