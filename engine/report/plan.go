package report

import (
	"encoding/json"
	"slices"
	"sort"
	"strings"

	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Plan is a question that can be answered. It never changes and may be used by any number of goroutines.
type Plan struct {
	question Question
	where    query.Condition // over columns, as all conditions here
	exclude  []Exclusion
	dims     []dimension
	measures []measure
	order    []int             // measures, each behind those it needs
	kinds    map[string]string // by column
	period   *Field
	mature   *Field
	ranking  int // measure that decides what is greatest
	rising   bool
}

type dimension struct {
	Dimension
	field Field
}

type measure struct {
	Measure
	field   Field // of measures of records
	where   query.Condition
	of, per int // other measures
	formula *expression.Program
	reads   []int
}

// base reports whether the measure is worked out from records and not from other measures.
func (m Measure) base() bool { return !slices.Contains(derived, m.Fn) }

var derived = []string{"share", "running", "ratio", "formula"}

// textual reports whether the figure is a date or time and not a number.
func (m measure) textual() bool {
	return (m.Fn == "min" || m.Fn == "max") && m.field.Kind != query.KindNumber
}

// kind is what conditions see in the figure.
func (m measure) kind() string {
	if m.textual() {
		return m.field.Kind
	}
	return query.KindNumber
}

type checker struct {
	shape  Shape
	plan   *Plan
	keys   map[string]int // measures
	faults problem.List
}

// Compile checks a question against a dataset as its reader may see it. All problems come at once, with pointers into
// the question; the plan is nil exactly when there are some.
func Compile(q Question, shape Shape) (*Plan, problem.List) {
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, problem.List{problem.New("schema.not_json", "")}
	}
	if faults := structure(raw); len(faults) > 0 {
		return nil, faults // it was made by hand and not by Decode
	}
	k := &checker{shape: shape, plan: &Plan{question: q, kinds: map[string]string{}}, keys: map[string]int{}}
	for name, f := range shape.Fields {
		k.plan.kinds[f.column(name)] = f.Kind
	}
	if q.Dataset != shape.Dataset {
		k.faults.Add("report.dataset.unknown", "/dataset", "dataset", q.Dataset)
	}
	k.plan.where = k.condition(q.Where, "/where")
	k.exclusions()
	k.dimensions()
	k.times()
	k.measures()
	k.having()
	k.sorts()
	if len(k.faults) > 0 {
		return nil, k.faults.Sorted()
	}
	k.plan.rank(k.keys)
	return k.plan, nil
}

func (k *checker) exclusions() {
	k.plan.exclude = slices.Clone(k.shape.Exclude)
	seen := map[string]bool{}
	for _, e := range k.plan.exclude {
		seen[e.Key] = true
	}
	for i, e := range k.plan.question.Exclude {
		k.taken(seen, e.Key, problem.Pointer("exclude", i, "key"))
		e.Where = k.condition(e.Where, problem.Pointer("exclude", i, "where"))
		k.plan.exclude = append(k.plan.exclude, e)
	}
}

func (k *checker) taken(seen map[string]bool, key, at string) {
	if seen[key] {
		k.faults.Add("report.key.taken", at, "key", key)
	}
	seen[key] = true
}

func (k *checker) dimensions() {
	seen := map[string]bool{}
	for i, d := range k.plan.question.By {
		at := problem.Pointer("by", i)
		place := at + "/key"
		if d.Key == "" {
			place = at + "/field"
		}
		k.taken(seen, d.key(), place)
		f, ok := k.field(d.Field, at+"/field")
		if ok {
			k.dimension(d, f, at)
		}
		if d.Bucket == "" && f.dated() {
			d.Bucket = "day"
		}
		k.plan.dims = append(k.plan.dims, dimension{d, f})
	}
}

func (k *checker) dimension(d Dimension, f Field, at string) {
	if f.Kind == query.KindObject {
		k.faults.Add("report.dimension.kind", at+"/field", "field", d.Field)
	}
	if d.Bucket != "" && (!f.dated() || d.Bucket == "hour" && f.Kind == query.KindDate) {
		k.faults.Add("report.dimension.bucket", at+"/bucket", "field", d.Field, "bucket", d.Bucket)
	}
	if d.Level > 0 && !f.Steps {
		k.faults.Add("report.dimension.level", at+"/level", "field", d.Field)
	}
	if d.Fill && !f.dated() {
		k.faults.Add("report.dimension.fill", at+"/fill", "field", d.Field)
	}
	if d.Top > 0 && f.dated() {
		k.faults.Add("report.dimension.top", at+"/top", "field", d.Field)
	}
	for name, given := range map[string]bool{"width": d.Width != 0, "edges": len(d.Edges) > 0, "origin": d.Origin != 0} {
		switch {
		case given && !f.numeric():
			k.faults.Add("report.dimension.bins", at+"/"+name, "field", d.Field)
		case given && (name == "edges" && d.Width != 0 || name == "origin" && d.Width == 0):
			k.faults.Add("report.dimension.bins_both", at+"/"+name)
		}
	}
	for i := 1; i < len(d.Edges); i++ {
		if d.Edges[i] <= d.Edges[i-1] {
			k.faults.Add("report.dimension.edges", at+problem.Pointer("edges", i))
		}
	}
}

// times checks everything about periods.
func (k *checker) times() {
	q := k.plan.question
	if p := q.Period; p != nil {
		if f, ok := k.dated(p.Field, "/period/field"); ok {
			k.plan.period = &f
			k.moment(p.From, "/period/from")
			k.moment(p.To, "/period/to")
		}
	}
	for i := range q.Compare {
		at := problem.Pointer("compare", i)
		if q.Period == nil || q.Period.From == nil || q.Period.To == nil {
			k.faults.Add("report.compare.period", at)
		}
	}
	if m := q.Mature; m != nil {
		if f, ok := k.dated(m.Field, "/mature/field"); ok {
			k.plan.mature = &f
		}
	}
}

func (k *checker) dated(name, at string) (Field, bool) {
	f, ok := k.field(name, at)
	if ok && !f.dated() {
		k.faults.Add("report.period.kind", at, "field", name)
		return f, false
	}
	return f, ok
}

// moment checks an end of a period as a condition would.
func (k *checker) moment(v any, at string) {
	if v == nil {
		return
	}
	leaf := query.Is("at", "gte", v)
	for _, fault := range leaf.Check(map[string]query.FieldShape{"at": {Kind: query.KindDatetime}}, false) {
		fault.Pointer = at + strings.TrimPrefix(fault.Pointer, "/value")
		k.faults = append(k.faults, fault)
	}
}

func (k *checker) having() {
	shapes := map[string]query.FieldShape{}
	for _, m := range k.plan.measures {
		shapes[m.Key] = query.FieldShape{Kind: m.kind()}
	}
	k.faults = append(k.faults, k.plan.question.Having.Stored(shapes).Under("/having")...)
}

func (k *checker) sorts() {
	p := k.plan
	for i, s := range p.question.Sort {
		_, measured := k.keys[s.By]
		if !measured && !slices.ContainsFunc(p.dims, func(d dimension) bool { return d.key() == s.By }) {
			k.faults.Add("report.sort.unknown", problem.Pointer("sort", i, "by"), "key", s.By)
		}
	}
}

// rank finds the measure by which values are the greatest: the first sorted by, else the first. Running totals follow
// from the rows and cannot decide about them.
func (p *Plan) rank(keys map[string]int) {
	for p.ranking < len(p.measures)-1 && p.late(p.ranking) {
		p.ranking++
	}
	for _, s := range p.question.Sort {
		if m, measured := keys[s.By]; measured && !p.late(m) {
			p.ranking, p.rising = m, !s.Desc
			return
		}
	}
}

// Reads returns the columns an answer is made of, sorted: what a table must have.
func (p *Plan) Reads() []string {
	seen := map[string]bool{}
	add := func(names ...string) {
		for _, n := range names {
			seen[n] = n != "" && n != idColumn
		}
	}
	add(p.where.Fields()...)
	for _, e := range p.exclude {
		add(e.Where.Fields()...)
	}
	for _, d := range p.dims {
		add(d.field.Column)
	}
	for _, m := range p.measures {
		add(m.where.Fields()...)
		add(m.field.Column)
	}
	for _, f := range []*Field{p.period, p.mature} {
		if f != nil {
			add(f.Column)
		}
	}
	var out []string
	for name, on := range seen {
		if on {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}
