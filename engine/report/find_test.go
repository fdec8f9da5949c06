package report_test

import (
	"context"
	"errors"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/engine/report"
)

// A list from the columns is the list a store gives: the same records in the same order, page behind page, with values of
// every kind in every column, on tables of one chunk and of several.
func TestPagesAreThoseOfAStore(t *testing.T) {
	lists := 0
	for seed := range int64(60) {
		r := source{rand.New(rand.NewSource(seed))}
		table, size := report.NewTable(columns()), r.Intn(300)
		if seed%20 == 4 {
			size = 9000
		}
		living := r.fill(table, size)
		for range 12 {
			q := query.Query{Where: r.stored(), Sort: r.order(), Limit: pick(r, 1, 7, 50, 1000), Count: true}
			var want []string
			for id, d := range living {
				ok, err := query.Match(q.Where, func(column string) any { return d[column] }, query.MatchOptions{})
				if err != nil {
					t.Fatal(err)
				}
				if ok {
					want = append(want, id)
				}
			}
			get := func(id string) func(string) any { return func(column string) any { return living[id][column] } }
			slices.SortFunc(want, func(a, b string) int { return query.Compare(q.Sort, get(a), get(b), a, b) })
			var got []string
			for range 5 {
				found, err := table.Snapshot().Find(context.Background(), q)
				if err != nil {
					t.Fatal(err)
				}
				if found.Count != len(want) {
					t.Fatalf("%d of %d", found.Count, len(want))
				}
				got, q.After = append(got, found.IDs...), found.Next
				if q.After == "" {
					break
				}
			}
			if q.After == "" && len(got) != len(want) || len(got) > len(want) || !slices.Equal(got, want[:len(got)]) {
				t.Fatalf("seed %d: %s\n got %v\nwant %v", seed, show(q), got, want[:min(len(want), len(got)+3)])
			}
			lists++
		}
	}
	if lists < 700 {
		t.Errorf("%d lists", lists)
	}
}

// stored is a condition over columns.
func (r source) stored() query.Condition {
	s := shape()
	c := r.maybe(70).Map(func(leaf query.Condition) query.Condition {
		leaf.Field = s.Fields[leaf.Field].Column
		if leaf.ValueField != "" {
			leaf.ValueField = s.Fields[leaf.ValueField].Column
		}
		return leaf
	})
	return query.Resolve(c, now, time.UTC, nil)
}

func (r source) order() []query.Sort {
	var out []query.Sort
	for _, i := range r.Perm(len(columnNames))[:r.Intn(3)] {
		out = append(out, query.Sort{Field: columnNames[i], Desc: r.chance(50)})
	}
	if r.chance(10) {
		out = append(out, query.Sort{Field: "_id", Desc: r.chance(50)})
	}
	return out
}

// What cannot be answered is refused: unknown columns, cursors of another sort, and nobody waits in vain.
func TestListsThatCannotBeAnswered(t *testing.T) {
	table := desk(document{"title": "a"}, document{"title": "b"})
	other := query.Cursor([]query.Sort{{Field: "x"}}, []any{"a"}, "0")
	for want, q := range map[string]query.Query{
		"report.column.unknown": {Sort: []query.Sort{{Field: "nowhere"}}},
		"query.cursor.invalid":  {Sort: []query.Sort{{Field: "title"}}, After: other},
		"condition.op.unknown":  {Where: query.Is("title", "near", "a")},
		"query.sort.duplicate":  {Sort: []query.Sort{{Field: "title"}, {Field: "title"}}},
	} {
		if _, err := table.Snapshot().Find(context.Background(), q); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := table.Snapshot().Find(context.Background(), query.Query{Where: query.Is("nowhere", "empty", nil)}); err == nil {
		t.Error("a condition on an unknown column")
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := table.Snapshot().Find(ended, query.Query{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if found, err := report.NewTable(nil).Snapshot().Find(context.Background(), query.Query{}); err != nil || len(found.IDs) != 0 || found.Next != "" {
		t.Errorf("nothing: %+v %v", found, err)
	}
}
