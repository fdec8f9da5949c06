package main

import (
	"fmt"
	"net"
	"slices"
	"testing"
	"time"

	"huiyin/runtime"
)

// BenchmarkLive (go test -run NONE -bench Live ./cmd/huiyin) is the row of BenchmarkBudgets about listeners alone.
func BenchmarkLive(b *testing.B) {
	t := &table{}
	liveBudget(b, t, newBenchStore(b, 0))
	t.print()
	b.ReportMetric(0, "ns/op")
}

// listening is how many listen at once.
const listening = 500

// liveBudget measures how long it takes from a press until the last of many listeners knows.
func liveBudget(b *testing.B, t *table, e *benchStore) {
	s := e.open(b)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = s.Serve(ln) }()
	s.Start()
	defer func() { _ = s.Stop(b.Context()) }()
	r := &rig{t: b, s: s, url: "http://" + ln.Addr().String()}
	var ears []*ear
	for i := range listening {
		user := fmt.Sprintf("u_%d", i/10)
		if i%10 == 0 {
			r.person(runtime.User{ID: user, Login: user, Name: user, Roles: []string{"desk/agent"}})
		}
		one := r.signIn(user).listen("")
		one.until(runtime.NoticeHello, "")
		ears = append(ears, one)
	}
	var took []time.Duration
	for i := range 20 {
		begun := time.Now()
		out, err := s.Submitter.Submit(b.Context(), ticketRequest(int64(i)))
		if err != nil {
			b.Fatal(err)
		}
		for _, one := range ears {
			one.until(runtime.NoticeRecord, out.Record.ID)
		}
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	median := took[len(took)/2]
	t.row(fmt.Sprintf("SSE fan-out to %d clients, until the last knows", listening), median.Round(time.Millisecond).String(), "≤ 300 ms", median <= 300*time.Millisecond)
}
