package report_test

import (
	"context"
	"encoding/json"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"huiyin/engine/query"
	"huiyin/engine/report"
)

// Zones with clocks that are never changed, changed at night, by half an hour, and a minute after midnight.
var zones = []string{"Asia/Shanghai", "UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "America/Santiago"}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// The engine and plain loops over the records agree on every row, figure, total and count: random questions over random
// records that were changed and deleted on the way, with empty values, several values, values of the wrong kind,
// empty tables and tables of several chunks, in zones that change their clocks.
func TestEngineAgreesWithPlainLoops(t *testing.T) {
	cases := 0
	for seed := range int64(260) {
		r := source{rand.New(rand.NewSource(seed))}
		size, questions := r.Intn(60), 40
		if seed%40 == 7 {
			size, questions = 5000+r.Intn(4500), 4
		}
		if seed%20 == 3 {
			size = 0
		}
		table := report.NewTable(columns())
		living := r.fill(table, size)
		for range questions {
			agree(t, r, table, living, seed)
			if cases++; t.Failed() {
				return
			}
		}
	}
	if cases < 10_000 {
		t.Fatalf("only %d cases", cases)
	}
	t.Logf("%d cases", cases)
}

func agree(t *testing.T, r source, table *report.Table, living map[string]document, seed int64) {
	t.Helper()
	q := r.question()
	place := pick(r, zones...)
	if q.Period != nil && place == "America/Santiago" {
		q.Period, q.Compare = nil, nil // days that begin at one o'clock are a matter of the conditions, not of reports
	}
	f := &reference{q: q, shape: shape(), now: r.instant(), zone: zone(t, place), scope: r.scope()}
	for _, id := range slices.Sorted(mapKeys(living)) {
		f.docs = append(f.docs, living[id])
	}
	plan, faults := report.Compile(q, f.shape)
	if len(faults) > 0 {
		t.Fatalf("seed %d: %v\n%s", seed, faults, show(q))
	}
	got, err := plan.Answer(context.Background(), table.Snapshot(), f.scope, f.now, f.zone)
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, show(q))
	}
	want := f.answer()
	if diff := different(got, want); diff != "" {
		t.Fatalf("seed %d, %s, now %s, scope %s\n%s\n%s", seed, place, f.now, f.scope, show(q), diff)
	}
}

func (r source) scope() query.Condition {
	return pick(r, query.Condition{}, query.Condition{}, query.Is("people.owner", "in", []any{"u_1", "u_2", "u_3"}),
		query.Condition{Any: []query.Condition{query.Is("people.owner", "eq", "u_1"), query.Is("data.tags", "has", "wish")}}, query.Is("_id", "startsWith", "r1"))
}

func mapKeys(m map[string]document) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func show(v any) string {
	raw, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

func different(got, want *report.Answer) string {
	switch {
	case !reflect.DeepEqual(got.Excluded, want.Excluded):
		return "left out: " + show(got.Excluded) + show(want.Excluded)
	case got.Truncated != want.Truncated:
		return "cut: " + show([]int{got.Truncated, want.Truncated})
	case len(got.Totals) != len(want.Totals):
		return "totals: " + show(got.Totals) + show(want.Totals)
	}
	if diff := differentRows([]*report.Row{got.Total}, []*report.Row{want.Total}); diff != "" {
		return "total: " + diff
	}
	for i := range got.Totals {
		if !slices.Equal(got.Totals[i].By, want.Totals[i].By) {
			return "totals by " + show(got.Totals[i].By) + show(want.Totals[i].By)
		}
		if diff := differentRows(got.Totals[i].Rows, want.Totals[i].Rows); diff != "" {
			return "total by " + strings.Join(got.Totals[i].By, ",") + ": " + diff
		}
	}
	return differentRows(got.Rows, want.Rows)
}

func differentRows(got, want []*report.Row) string {
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) {
			return "rows: got " + show(got) + "\nwant " + show(want)
		}
		g, w := got[i], want[i]
		same := names(g.By) == names(w.By) && show(g.By) == show(w.By) && g.N == w.N && g.Immature == w.Immature && sameCells(g.Cells, w.Cells) && len(g.Compare) == len(w.Compare)
		for k := 0; same && k < len(g.Compare); k++ {
			same = sameCells(g.Compare[k], w.Compare[k])
		}
		if !same {
			return "row: got " + show(g) + "\nwant " + show(w)
		}
	}
	return ""
}

func sameCells(got, want []report.Cell) bool {
	return slices.EqualFunc(got, want, func(g, w report.Cell) bool {
		return g.N == w.N && g.Small == w.Small && sameValue(g.Value, w.Value) && sameEnd(g.Low, w.Low) && sameEnd(g.High, w.High)
	})
}

func sameEnd(a, b *float64) bool {
	return a == nil && b == nil || a != nil && b != nil && near(*a, *b, 1e-12)
}

func sameValue(a, b any) bool {
	x, ok := a.(float64)
	y, also := b.(float64)
	if ok && also {
		return near(x, y, 1e-9*max(1, max(x, -x)))
	}
	return a == b
}
