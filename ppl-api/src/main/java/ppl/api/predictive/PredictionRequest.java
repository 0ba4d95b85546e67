package ppl.api.predictive;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.api.NewData;
import ppl.api.inference.NewLabels;
import ppl.api.inference.PredictionData;

/** What a prediction is given: data go on to the model, and it is kept which. */
final class PredictionRequest implements PredictionData {

    private final NewData data;
    private final Set<String> renewed = new HashSet<>();
    private final Set<String> labelled = new HashSet<>();
    private NewLabels newLabels = NewLabels.RAISE;

    PredictionRequest(NewData data) {
        this.data = data;
    }

    NewLabels newLabels() {
        return newLabels;
    }

    /**
     * Refuses values of what a prediction draws.
     *
     * @throws ModelException with code NAME if what is given is observed
     */
    void requireData(Model model) {
        for (Model.Observed o : model.observed()) {
            if (renewed.contains(o.name())) {
                throw new ModelException(
                        ModelCode.NAME,
                        "'" + o.name()
                                + "' is observed, so a prediction draws it: leave it out, or fit the model with other values of it,"
                                + " of model.with");
            }
        }
    }

    /** Whether a datum is given anew. */
    boolean isRenewed(Model.Data datum) {
        return renewed.contains(datum.name());
    }

    /** Whether the positions of a dim are other rows than those of the fit: only its data say how many there are. */
    boolean isOfOtherRows(Model model, Dim dim) {
        return dim.isNumbered()
                && labelled.stream()
                        .noneMatch(name -> dim.name().equals(name) || dim.name().equals(name + "_bis"))
                && model.data().stream().filter(d -> renewed.contains(d.name())).anyMatch(d -> d.dims().stream()
                        .anyMatch(x -> x.name().equals(dim.name())));
    }

    @Override
    public PredictionData set(String name, double[] values) {
        data.set(name, values);
        renewed.add(name);
        return this;
    }

    @Override
    public PredictionData set(String name, double[][] rows) {
        data.set(name, rows);
        renewed.add(name);
        return this;
    }

    @Override
    public PredictionData set(String name, int[] values) {
        data.set(name, values);
        renewed.add(name);
        return this;
    }

    @Override
    public PredictionData set(String name, long[] values) {
        data.set(name, values);
        renewed.add(name);
        return this;
    }

    @Override
    public PredictionData set(String name, double value) {
        data.set(name, value);
        renewed.add(name);
        return this;
    }

    @Override
    public PredictionData dim(String name, int size) {
        data.dim(name, size);
        labelled.add(name);
        return this;
    }

    @Override
    public PredictionData dim(String name, List<String> labels) {
        data.dim(name, labels);
        labelled.add(name);
        return this;
    }

    @Override
    public PredictionData dim(String name, String... labels) {
        data.dim(name, labels);
        labelled.add(name);
        return this;
    }

    @Override
    public PredictionData newLabels(NewLabels choice) {
        newLabels = choice;
        return this;
    }
}
