// Package metric counts what the program does, for Prometheus. Names and units follow its conventions: seconds, and
// counters that end in _total.
package metric

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Board is where everything is counted. All methods are safe for concurrent use and do nothing on nil.
type Board struct {
	registry  *prometheus.Registry
	requests  *prometheus.HistogramVec
	decisions *prometheus.HistogramVec
	effects   *prometheus.CounterVec
}

// New makes a board that shows version, and what the Go runtime and the system know of the process.
func New(version string) *Board {
	b := &Board{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "huiyin_http_request_duration_seconds",
			Help: "Time from a request to its answer, by route.", Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}},
			[]string{"method", "route", "status"}),
		decisions: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "huiyin_submission_duration_seconds",
			Help: "Time from a submission, or an event, to its committed or refused outcome.", Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1}},
			[]string{"app", "form", "outcome"}),
		effects: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "huiyin_effects_total",
			Help: "Messages, calls and records ordered by a flow, by what came of the try."}, []string{"kind", "outcome"}),
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "huiyin_build_info", Help: "Always 1; the version is a label."}, []string{"version"})
	build.WithLabelValues(version).Set(1)
	b.registry.MustRegister(b.requests, b.decisions, b.effects, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return b
}

// Request counts one answered request. route is the pattern, never the path: a path may hold a link's secret.
func (b *Board) Request(method, route string, status int, took time.Duration) {
	if b != nil {
		b.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
	}
}

// Outcomes of a decision.
const (
	Committed = "committed"
	Refused   = "refused" // by a rule, a right or another writer: the person's to mend
	Failed    = "failed"  // by the store: ours to mend
)

// Decision counts one submission or event on a record of a form.
func (b *Board) Decision(app, form, outcome string, took time.Duration) {
	if b != nil {
		b.decisions.WithLabelValues(app, form, outcome).Observe(took.Seconds())
	}
}

// Effect counts one try to carry out an effect.
func (b *Board) Effect(kind string, ok bool) {
	if b == nil {
		return
	}
	outcome := "done"
	if !ok {
		outcome = "failed"
	}
	b.effects.WithLabelValues(kind, outcome).Inc()
}

// Level is something that is looked up when somebody asks, rather than counted as it happens.
type Level struct {
	Name, Help string
	Read       func(context.Context) (float64, error)
}

// Watch adds levels. One that cannot be read is left out of the answer and logged: a wrong figure would be worse.
func (b *Board) Watch(levels ...Level) {
	for _, l := range levels {
		b.registry.MustRegister(gauge{l, prometheus.NewDesc(l.Name, l.Help, nil, nil)})
	}
}

// gauge reads its level at every collection.
type gauge struct {
	level Level
	desc  *prometheus.Desc
}

func (g gauge) Describe(to chan<- *prometheus.Desc) { to <- g.desc }

// readFor bounds one level: whoever collects has ten seconds for everything by default.
const readFor = 2 * time.Second

func (g gauge) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), readFor)
	defer cancel()
	v, err := g.level.Read(ctx)
	if err != nil {
		slog.WarnContext(ctx, "level not read", "name", g.level.Name, "err", err)
		return
	}
	to <- prometheus.MustNewConstMetric(g.desc, prometheus.GaugeValue, v)
}

// Handler answers with everything counted, in the text format of Prometheus.
func (b *Board) Handler() http.Handler {
	return promhttp.HandlerFor(b.registry, promhttp.HandlerOpts{})
}
