package ppl.aeppl.rule.pushforward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Value;
import ppl.graph.Elementwise;
import ppl.graph.Reductions;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of {@code g(X)} for a monotone g.
 *
 * @param base the law of X
 * @param map g
 * @param type the type of the law, found once: laws may be nested deeply
 */
record PushedLaw(Law base, MonotoneMap map, LawType type) implements Law {

    static PushedLaw of(Law base, MonotoneMap map, TensorType draw) {
        LawType type = base.type();
        return new PushedLaw(base, map, type.withDraw(draw).withSupport(map.image(type.support())));
    }

    @Override
    public String describe() {
        return map.name() + " of " + base.describe();
    }

    @Override
    public LogTerms logDensity(Value y) {
        if (type.measure() instanceof BaseMeasure.Mixed) {
            return mixed(y);
        }
        return continuous(y);
    }

    private LogTerms continuous(Value y) {
        Var possible = possible(y);
        Value safe = y.or(possible, map.harmless());
        LogTerms terms = base.logDensity(map.inverse(safe));
        Var slope = type.measure().isContinuous() ? map.logSlope(safe) : null;
        if (slope != null) {
            LogTerms jacobian = LogTerms.zero(type.draw().shape()).plus(slope);
            terms = terms.plus(jacobian.sumOver(type.eventAxes()));
        }
        boolean joint = !type.eventAxes().isEmpty() && possible.rank() > 0;
        return terms.only(joint ? Reductions.all(possible, type.eventAxisArray()) : possible);
    }

    /** Where the inverse is defined; without infinities if the Jacobian would meet them. */
    private Var possible(Value y) {
        Var in = y.in(map.range());
        boolean needsFinite = map.slopeVaries() && !y.inside() && type.measure().isContinuous();
        Var finite = needsFinite ? y.var().abs().lt(Double.POSITIVE_INFINITY) : Var.constant(true);
        return in.isSplat(1) ? finite : finite.isSplat(1) ? in : Elementwise.and(in, finite);
    }

    /** At an atom its probability; elsewhere the density, which the base law gives with atoms that are not met. */
    private LogTerms mixed(Value y) {
        Var density = continuous(y).elementwise();
        for (Atom atom : atoms()) {
            density = Elementwise.where(Elementwise.equal(y.var(), atom.location()), atom.logMass(), density);
        }
        return LogTerms.zero(type.draw().shape()).plus(density);
    }

    @Override
    public List<Atom> atoms() {
        return base.atoms().stream()
                .map(a -> new Atom(map.forward(a.location()), a.logMass()))
                .toList();
    }

    @Override
    public Capability<EventProbability> events() {
        return switch (base.events()) {
            case Capability.Present<EventProbability>(EventProbability p) -> Capability.of(e -> logProb(p, e));
            case Capability.Absent<EventProbability> absent -> absent;
        };
    }

    private Var logProb(EventProbability p, Event e) {
        Var lo = e.lo() == null ? null : map.inverseEnd(e.lo());
        Var hi = e.hi() == null ? null : map.inverseEnd(e.hi());
        Var increasing = map.increasing();
        if (increasing.isSplat(1)) {
            return p.logProb(e.withEnds(lo, hi));
        }
        Var falling = p.logProb(e.reversed(hi, lo));
        return increasing.isSplat(0) ? falling : Elementwise.where(increasing, p.logProb(e.withEnds(lo, hi)), falling);
    }

    @Override
    public Capability<Quantile> quantile() {
        boolean known = map.increasing().isSplat(1) || map.increasing().isSplat(0);
        if (!known || !type.measure().isContinuous()) {
            return Capability.absent(describe() + " is not known to be increasing and continuous");
        }
        return switch (base.quantile()) {
            case Capability.Present<Quantile>(Quantile q) ->
                Capability.of(p -> map.forward(
                        q.of(map.increasing().isSplat(1) ? p : Var.constant(1.0).minus(p))));
            case Capability.Absent<Quantile> absent -> absent;
        };
    }

    @Override
    public Capability<GaussianForm> gaussian() {
        if (base.gaussian() instanceof Capability.Present<GaussianForm>(GaussianForm x)) {
            Optional<GaussianForm> image = map.image(x);
            if (image.isPresent()) {
                return Capability.of(image.get());
            }
        }
        return Capability.absent(describe() + " is not Gaussian");
    }

    @Override
    public Capability<Moments> moments() {
        if (base.moments() instanceof Capability.Present<Moments>(Moments x)) {
            Optional<Moments> image = map.image(x);
            if (image.isPresent()) {
                return Capability.of(image.get());
            }
        }
        return Capability.absent(describe() + " has no moments of closed form here");
    }

    @Override
    public Map<Var, Value> recover(Value y) {
        return base.recover(map.inverse(y));
    }

    @Override
    public Var supportPoint() {
        return map.forward(base.supportPoint());
    }

    @Override
    public Var draw(KeyVar key) {
        return map.forward(base.draw(key));
    }

    @Override
    public List<ParameterCheck> checks() {
        List<ParameterCheck> checks = new ArrayList<>(base.checks());
        map.factor().ifPresent(factor -> {
            Var holds = Elementwise.notEqual(factor, Var.constant(0.0));
            if (!holds.isSplat(1)) {
                checks.add(ParameterCheck.of(
                        map.name(), "the factor", "different from 0", "keep the factor away from 0", factor, holds));
            }
        });
        return checks;
    }
}
