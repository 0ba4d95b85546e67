package ppl.aeppl.rule.joined;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The joint law of independent parts.
 *
 * @param parts the parts
 * @param type the type of the law, found once
 */
record JoinedLaw(Parts parts, LawType type) implements Law {

    static JoinedLaw of(Parts parts, TensorType draw) {
        return new JoinedLaw(parts, parts.type(draw, Dependence.INDEPENDENT, parts.supportByElement()));
    }

    @Override
    public String describe() {
        return parts.describe();
    }

    @Override
    public LogTerms logDensity(Value value) {
        return parts.density(type, p -> p.law().logDensity(Value.of(p.of(value.var(), parts.axis()))));
    }

    /** Each part's, which has no probability at the other parts. */
    @Override
    public List<Atom> atoms() {
        List<Atom> atoms = new ArrayList<>();
        for (int i = 0; i < parts.list().size(); i++) {
            for (Atom a : parts.list().get(i).law().atoms()) {
                atoms.add(new Atom(only(i, a.location()), only(i, a.logMass())));
            }
        }
        return atoms;
    }

    private Var only(int part, Var x) {
        Var never = Var.constant(Double.NEGATIVE_INFINITY);
        return parts.joined(IntStream.range(0, parts.list().size())
                .mapToObj(i -> i == part ? x : never)
                .toList());
    }

    @Override
    public Capability<EventProbability> events() {
        List<EventProbability> all = new ArrayList<>();
        for (Law law : parts.laws()) {
            switch (law.events()) {
                case Capability.Present<EventProbability>(EventProbability e) -> all.add(e);
                case Capability.Absent<EventProbability> absent -> {
                    return absent;
                }
            }
        }
        return Capability.of(event -> parts.joined(IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i).logProb(part(event, parts.list().get(i))))
                .toList()));
    }

    private Event part(Event event, Part p) {
        return event.withEnds(
                event.lo() == null ? null : part(event.lo(), p), event.hi() == null ? null : part(event.hi(), p));
    }

    private Var part(Var x, Part p) {
        return p.of(Functions.broadcastTo(x, type.draw().shape()), parts.axis());
    }

    @Override
    public Capability<Quantile> quantile() {
        List<Quantile> all = new ArrayList<>();
        for (Law law : parts.laws()) {
            switch (law.quantile()) {
                case Capability.Present<Quantile>(Quantile q) -> all.add(q);
                case Capability.Absent<Quantile> absent -> {
                    return absent;
                }
            }
        }
        return Capability.of(new Quantile(
                p -> parts.joined(IntStream.range(0, all.size())
                        .mapToObj(i -> all.get(i).of(part(p, parts.list().get(i))))
                        .toList()),
                q -> parts.joined(IntStream.range(0, all.size())
                        .mapToObj(i -> all.get(i).upper(part(q, parts.list().get(i))))
                        .toList())));
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        if (kind != GaussianForm.class) {
            return Law.super.form(kind);
        }
        List<GaussianForm> all = new ArrayList<>();
        for (Law law : parts.laws()) {
            if (law.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm form)) {
                all.add(form);
            } else {
                return Capability.absent(law.describe() + " has no GaussianForm");
            }
        }
        return GaussianForm.concat(all, parts.axis())
                .<Capability<F>>map(form -> Capability.of(kind.cast(form)))
                .orElseGet(() -> Law.super.form(kind));
    }

    @Override
    public Capability<Moments> moments() {
        List<Moments> all = new ArrayList<>();
        for (Law law : parts.laws()) {
            switch (law.moments()) {
                case Capability.Present<Moments>(Moments m) -> all.add(m);
                case Capability.Absent<Moments> absent -> {
                    return absent;
                }
            }
        }
        return Capability.of(new Moments(
                parts.joined(all.stream().map(Moments::mean).toList()),
                parts.joined(all.stream().map(Moments::variance).toList())));
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        List<ChosenLaw.Choice> choices = new ArrayList<>();
        for (Part p : parts.list()) {
            Optional<Part.Share> found = p.share(by, parts.axis());
            if (found.isEmpty()) {
                continue;
            }
            Part.Share share = found.get();
            switch (p.law().elements(share.elements())) {
                case Capability.Present<Law>(Law law) -> {
                    if (share.inside() == null) {
                        return Capability.of(law);
                    }
                    choices.add(new ChosenLaw.Choice(share.inside(), law));
                }
                case Capability.Absent<Law> absent -> {
                    return absent;
                }
            }
        }
        return ChosenLaw.of(
                choices,
                new TensorType(type.draw().dtype(), by.to()),
                type.sources().rearranged(by));
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        Map<Var, Value> recovered = new LinkedHashMap<>();
        for (Part p : parts.list()) {
            recovered.putAll(p.law().recover(Value.of(p.of(value.var(), parts.axis()))));
        }
        return recovered;
    }

    @Override
    public Var supportPoint() {
        return parts.joined(parts.laws().stream().map(Law::supportPoint).toList());
    }

    @Override
    public Var draw(KeyVar key) {
        List<Var> drawn = IntStream.range(0, parts.list().size())
                .mapToObj(i -> parts.laws().get(i).draw(key.fold(i)))
                .toList();
        return Functions.concat(drawn, parts.axis() + key.key().rank());
    }

    @Override
    public List<ParameterCheck> checks() {
        return parts.checks();
    }

    @Override
    public List<ParameterCheck> checks(Value value) {
        return parts.checks(value);
    }
}
