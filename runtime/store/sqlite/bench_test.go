package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

// records is declared like a form's collection in the product.
var records = store.Collection{
	Name: "records", Unique: true, Lists: []string{"keys", "links", "people.participants"},
	Indexes: []store.Index{
		store.On("proc.status", "-createdAt"), store.On("people.owner"), store.On("-createdAt"),
		{Fields: []query.Sort{{Field: "wake"}}, Sparse: true},
	},
}

func record(i int) []byte {
	return fmt.Appendf(nil, `{"form":"suggestion","release":7,"createdAt":"2026-%02d-%02dT%02d:00:00Z","channel":"web_form",
"data":{"title":"希望增加批量导出功能 %d","module":"m%d","amount":%d,"description":"%s"},
"people":{"submitter":"c_%d","owner":"u_%d","participants":["u_%d","u_%d"]},"keys":["no:%d"],"links":["customer:c_%d"],
"proc":{"process":"suggestion_sop","state":"running","status":"%s","tasks":[{"id":"t1","people":[{"user":"u_%d"}]}]},
"history":[{"seq":1,"by":"u_1","what":"created"},{"seq":2,"by":"u_2","what":"status"}]}`,
		1+i%12, 1+i%28, i%24, i, i%9, i*37%1000, strings.Repeat("描述 text ", 30), i%5000, i%40, i%40, (i+7)%40, i, i%5000,
		[]string{"new", "evaluating", "scheduled", "closed", "rejected"}[i%5], i%40)
}

func recordID(i int) string { return fmt.Sprintf("rec_%08d", i) }

func fill(b *testing.B, s store.Store, n int) {
	b.Helper()
	if err := s.Ensure(context.Background(), records); err != nil {
		b.Fatal(err)
	}
	for start := 0; start < n; start += 500 {
		ops := make([]store.Op, 0, 500)
		for i := start; i < min(n, start+500); i++ {
			ops = append(ops, store.Op{Collection: "records", ID: recordID(i), Body: record(i), Keys: []string{fmt.Sprintf("no:%d", i)}})
		}
		for _, r := range s.Write(context.Background(), ops...) {
			if r.Err != nil {
				b.Fatal(r.Err)
			}
		}
	}
}

// filled makes one file of n records for all benchmarks of a run.
var filled = struct {
	sync.Mutex
	path map[int]string
	dir  string
}{path: map[int]string{}}

func filledFile(b *testing.B, n int) string {
	b.Helper()
	filled.Lock()
	defer filled.Unlock()
	if filled.dir == "" {
		dir, err := os.MkdirTemp("", "store")
		if err != nil {
			b.Fatal(err)
		}
		filled.dir = dir
	}
	if filled.path[n] == "" {
		path := filepath.Join(filled.dir, fmt.Sprintf("bench_%d.db", n))
		s, err := sqlite.Open(context.Background(), path, sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		fill(b, s, n)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		filled.path[n] = path
	}
	return filled.path[n]
}

// clients runs op b.N times spread over n callers and reports the throughput.
func clients(b *testing.B, n int, op func(client, i int) error) {
	b.Helper()
	var next atomic.Int64
	var group sync.WaitGroup
	b.ResetTimer()
	for c := range n {
		group.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= b.N {
					return
				}
				if err := op(c, i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ops/s")
}

func BenchmarkInsert(b *testing.B) {
	for _, n := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("clients=%d", n), func(b *testing.B) {
			s := open(b, filepath.Join(b.TempDir(), "a.db"))
			fill(b, s, 0)
			clients(b, n, func(_, i int) error {
				return s.Write(context.Background(), store.Op{Collection: "records", ID: recordID(i), Body: record(i), Keys: []string{fmt.Sprintf("no:%d", i)}})[0].Err
			})
		})
	}
}

// BenchmarkInsertLists writes records with many searched list elements, as a similar-text index makes them.
func BenchmarkInsertLists(b *testing.B) {
	for _, n := range []int{40, 200} {
		b.Run(fmt.Sprintf("elements=%d", n), func(b *testing.B) {
			s := open(b, filepath.Join(b.TempDir(), "a.db"))
			if err := s.Ensure(context.Background(), store.Collection{Name: "records", Lists: []string{"grams"}}); err != nil {
				b.Fatal(err)
			}
			clients(b, 16, func(_, i int) error {
				grams := make([]string, n)
				for k := range grams {
					grams[k] = fmt.Sprintf(`"%x"`, (i*31+k*7919)%60_000)
				}
				body := fmt.Appendf(nil, `{"grams":[%s]}`, strings.Join(grams, ","))
				return s.Write(context.Background(), store.Op{Collection: "records", ID: recordID(i), Body: body})[0].Err
			})
		})
	}
}

// BenchmarkUpdate is the realistic write: read, change, compare-and-swap, on records of its own per client.
func BenchmarkUpdate(b *testing.B) {
	for _, n := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("clients=%d", n), func(b *testing.B) {
			s := open(b, filepath.Join(b.TempDir(), "a.db"))
			fill(b, s, 6400)
			clients(b, n, func(client, i int) error {
				at := client*100 + i%100
				d, err := s.Get(context.Background(), "records", recordID(at))
				if err != nil {
					return err
				}
				return s.Write(context.Background(), store.Op{
					Collection: "records", ID: d[0].ID, IfRev: d[0].Rev, Body: d[0].Body, Keys: []string{fmt.Sprintf("no:%d", at)},
				})[0].Err
			})
		})
	}
}

func BenchmarkGet(b *testing.B) {
	s := open(b, filledFile(b, 100_000))
	for i := 0; b.Loop(); i++ {
		if d, err := s.Get(context.Background(), "records", recordID(i*7919%100_000)); err != nil || len(d) != 1 {
			b.Fatal(err)
		}
	}
}

// BenchmarkPage is a list page of 20 on 100k records.
func BenchmarkPage(b *testing.B) {
	s := open(b, filledFile(b, 100_000))
	newest := []query.Sort{{Field: "createdAt", Desc: true}}
	status := query.Is("proc.status", "eq", "evaluating")
	second, err := s.Find(context.Background(), "records", query.Query{Where: status, Sort: newest, Limit: 1000})
	if err != nil {
		b.Fatal(err)
	}
	fields := []string{"data.title", "proc.status", "people.owner", "createdAt"}
	for name, q := range map[string]query.Query{
		"indexed":      {Where: status, Sort: newest},
		"indexedDeep":  {Where: status, Sort: newest, After: second.Next},
		"indexedSome":  {Where: status, Sort: newest, Fields: fields},
		"indexedCount": {Where: status, Sort: newest, Count: true},
		"residual":     {Where: query.And(status, query.Is("data.amount", "gt", 500)), Sort: newest},
		"list":         {Where: query.Is("links", "has", "customer:c_77"), Sort: newest},
		"mine":         {Where: query.Is("people.participants", "has", "u_3"), Sort: newest},
		"unindexed":    {Where: query.Is("data.module", "eq", "m3"), Sort: []query.Sort{{Field: "data.amount"}}},
	} {
		q.Limit = 20
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if p, err := s.Find(context.Background(), "records", q); err != nil || len(p.Documents) != 20 {
					b.Fatalf("%d %v", len(p.Documents), err)
				}
			}
		})
	}
}

// BenchmarkStart opens a file of 100k records, Ensure included, up to the first answer.
func BenchmarkStart(b *testing.B) {
	path := filledFile(b, 100_000)
	for b.Loop() {
		s, err := sqlite.Open(context.Background(), path, sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Ensure(context.Background(), records); err != nil {
			b.Fatal(err)
		}
		if d, err := s.Get(context.Background(), "records", recordID(5)); err != nil || len(d) != 1 {
			b.Fatal(err)
		}
		b.StopTimer()
		_ = s.Close()
		b.StartTimer()
	}
}

// BenchmarkEnsure makes a list and an index over 100k records.
func BenchmarkEnsure(b *testing.B) {
	s := open(b, filledFile(b, 100_000))
	for i := 0; b.Loop(); i++ {
		more := records
		more.Indexes = append(more.Indexes[:len(more.Indexes):len(more.Indexes)], store.On("data.module", "-data.amount", fmt.Sprintf("bench.p%d", i)))
		start := time.Now()
		if err := s.Ensure(context.Background(), more); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/index")
	}
}
