package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// many is how many records a filled store holds.
const many = 100_000

// BenchmarkBudgets prints the figures of design section 16 beside their budgets. It asserts nothing: the machine of the
// day decides, and what a change did shows in the ratios of one run.
func BenchmarkBudgets(b *testing.B) {
	debug.SetGCPercent(garbage)
	t := &table{}
	empty, full := newBenchStore(b, 0), newBenchStore(b, many)
	t.add("start to first answer, empty store", empty.start(b), "≤ 0.5 s", 0.5)
	t.add("start to first answer, 100k records", full.start(b), "≤ 2 s", 2)
	idle, filled := empty.memory(b), full.memory(b)
	t.row("idle memory", fmt.Sprintf("%.0f MiB", idle), "≤ 60 MiB", idle <= 60)
	t.row("idle memory more with 100k records", fmt.Sprintf("+%.0f MiB", filled-idle), "≤ +60 MiB", filled-idle <= 60)
	submitBudget(b, t, func() *benchStore { return newBenchStore(b, 0) })
	t.row("submit a suggestion of the flagship, 64 clients", perSecond(flagship(b, newBenchConfig(b))), "–", true)
	full.lists(b, t, 200)
	full.searches(b, t, 50)
	full.exports(b, t)
	ruleBudget(b, t)
	checkBudget(b, t)
	liveBudget(b, t, newBenchStore(b, 0))
	t.print()
	b.ReportMetric(0, "ns/op")
}

// submitBudget adds how many tickets a second come in, by the service itself and over HTTP, each kind into a store of
// its own.
func submitBudget(b *testing.B, t *table, empty func() *benchStore) {
	one := empty().submits(b, 1)
	t.row("submit, 1 client", perSecond(one), "≥ 1500 /s", one >= 1500)
	sixteen := empty().submits(b, 16)
	t.row("submit, 16 clients", perSecond(sixteen), "–", true)
	crowd := empty().submits(b, 64)
	t.row("submit, 64 clients", perSecond(crowd), "≥ 4000 /s", crowd >= 4000)
	alone := empty().posts(b, 1)
	t.row("submit over HTTP, 1 client", perSecond(alone), fmt.Sprintf("≥ 60%% = %.0f /s", one*0.6), alone >= one*0.6)
	web := empty().posts(b, 64)
	t.row("submit over HTTP, 64 clients", perSecond(web), fmt.Sprintf("≥ 60%% = %.0f /s", crowd*0.6), web >= crowd*0.6)
}

func perSecond(v float64) string { return fmt.Sprintf("%.0f /s", v) }

// table is the report; title says where it was measured when that is not the embedded store.
type table struct {
	title string
	rows  [][4]string
}

func (t *table) row(what, figure, budget string, ok bool) {
	verdict := "ok"
	if !ok {
		verdict = "over"
	}
	t.rows = append(t.rows, [4]string{what, figure, budget, verdict})
}

func (t *table) add(what string, took time.Duration, budget string, seconds float64) {
	t.row(what, took.Round(time.Millisecond).String(), budget, took.Seconds() <= seconds)
}

func (t *table) print() {
	fmt.Println("\n" + t.title)
	for _, r := range t.rows {
		fmt.Printf("%-52s %14s   budget %-18s %s\n", r[0], r[1], r[2], r[3])
	}
	fmt.Println()
}

// benchStore is a store with the help desk installed and so many tickets.
type benchStore struct {
	cfg     Config
	records int
}

// newBenchConfig is a server in a data folder of its own, or wherever place says.
func newBenchConfig(b *testing.B, place ...func(*Config)) Config {
	cfg := testConfig(b, b.TempDir(), newMailbox(b))
	for _, there := range place {
		there(&cfg)
	}
	return cfg
}

// newBenchStore makes one with n tickets.
func newBenchStore(b *testing.B, n int, place ...func(*Config)) *benchStore {
	b.Helper()
	e := &benchStore{cfg: newBenchConfig(b, place...), records: n}
	e.cfg.SMTP = ""
	s := e.open(b)
	defer func() { _ = s.Store.Close() }()
	install(b, s, "desk")
	agent := runtime.User{ID: crashUser, Name: "Agent", Login: "agent", Roles: []string{"desk/agent"}, Active: true}
	if err := s.People.Save(b.Context(), &agent); err != nil {
		b.Fatal(err)
	}
	if n > 0 {
		e.fill(b, s)
	}
	return e
}

func (e *benchStore) open(b *testing.B) *Server {
	b.Helper()
	s, err := NewServer(b.Context(), e.cfg, Parts{Shelf: deskShelf()})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Open(b.Context()); err != nil {
		b.Fatal(err)
	}
	return s
}

// onServer tells whether the tickets are on a database server.
func (e *benchStore) onServer() bool { return strings.HasPrefix(e.cfg.Store, "mongodb") }

// fill copies one real ticket under other ids, numbers and dates, its outbox done. On a database server the copies'
// history counts as relayed and trimmed: relaying so much would take longer than everything that is measured.
func (e *benchStore) fill(b *testing.B, s *Server) {
	b.Helper()
	out, err := s.Submitter.Submit(b.Context(), ticketRequest(0))
	if err == nil {
		err = s.Worker.Drain(b.Context())
	}
	if err != nil {
		b.Fatal(err)
	}
	app, _ := s.Apps.Get("desk")
	f, _ := app.Form("ticket")
	model, err := s.Submitter.Load(b.Context(), app, f, out.Record.ID)
	if err != nil {
		b.Fatal(err)
	}
	model.Wake, model.Proc.Timers = nil, nil
	if e.onServer() {
		model.History = nil
	}
	var ops []store.Op
	for i := range e.records {
		r := *model
		r.ID, r.No = fmt.Sprintf("copy%07d", i), fmt.Sprintf("C%06d", i)
		r.CreatedAt = model.CreatedAt.Add(-time.Duration(i) * time.Minute)
		r.Data = map[string]any{"no": r.No, "title": fmt.Sprintf("ticket %d", i), "amount": float64(i % 500), "note": "text"}
		r.Title, r.Keys = r.Data["title"].(string), []string{"no:" + r.No}
		body, err := s.Submitter.Codec.Encode(app, &r, f)
		if err != nil {
			b.Fatal(err)
		}
		ops = append(ops, store.Op{Collection: runtime.RecordsOf("desk", "ticket"), ID: r.ID, Body: body, Keys: r.Keys})
		if len(ops) < 500 && i+1 < e.records {
			continue
		}
		for _, res := range s.Store.Write(b.Context(), ops...) {
			if res.Err != nil {
				b.Fatal(res.Err)
			}
		}
		ops = ops[:0]
	}
	if e.onServer() {
		return
	}
	if err := s.Relay.CatchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
}

func ticketRequest(i int64) runtime.Request {
	return runtime.Request{App: "desk", Submission: engine.Submission{Form: "ticket", Kind: "create", Channel: "api",
		Who: access.Principal{ID: crashUser, Kind: "user", Roles: []string{"agent"}}, Key: "bench " + strconv.FormatInt(i, 10),
		Patch: map[string]any{"title": fmt.Sprintf("ticket %d", i), "note": "what happened", "name": "Li", "email": "li@example.com", "amount": 3.0}}}
}

// child starts a server process on the store; stop ends it.
func (e *benchStore) child(b *testing.B) (pid int, took time.Duration, stop func()) {
	b.Helper()
	addr := vacant(b)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asServer+"=1", "HUIYIN_ADDR="+addr, "HUIYIN_STORE="+e.cfg.Store, "HUIYIN_FILES="+e.cfg.Files,
		"HUIYIN_SECRET="+string(e.cfg.Secrets[0]), "HUIYIN_LOG=error", "HUIYIN_SMTP=")
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	for {
		if res, err := wire.Get("http://" + addr + "/readyz"); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				break
			}
		}
		if time.Since(begun) > time.Minute {
			b.Fatal("the server does not start")
		}
		time.Sleep(2 * time.Millisecond)
	}
	return cmd.Process.Pid, time.Since(begun), func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }
}

// start is the best of three starts of the program until /readyz answers.
func (e *benchStore) start(b *testing.B) time.Duration {
	best := time.Hour
	for range 3 {
		_, took, stop := e.child(b)
		stop()
		best = min(best, took)
	}
	return best
}

// memory is the resident memory of an idle server in MiB, 0 where the system does not tell. A store that was filled just
// now is full of changes nobody was told of yet: a server before that one works them off.
func (e *benchStore) memory(b *testing.B) float64 {
	pid, _, stop := e.child(b)
	quiet(pid)
	stop()
	pid, _, stop = e.child(b)
	defer stop()
	quiet(pid)
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(raw), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}

// quiet waits until a process uses less than a twentieth of a processor for ten seconds: one that was killed leaves leases for the
// next to wait for. It waits for two minutes at most.
func quiet(pid int) {
	const tick = 10 * time.Millisecond // of the system's clock, in which it counts
	used := func() (sum time.Duration) {
		raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		_, rest, _ := strings.Cut(string(raw), ") ")
		for _, n := range strings.Fields(rest + strings.Repeat(" 0", 13))[11:13] { // user and system time
			ticks, _ := strconv.Atoi(n)
			sum += time.Duration(ticks) * tick
		}
		return sum
	}
	calm := 0
	for end := time.Now().Add(2 * time.Minute); calm < 10 && time.Now().Before(end); {
		before := used()
		time.Sleep(time.Second)
		calm++
		if used()-before > time.Second/20 {
			calm = 0
		}
	}
}

// loading is how long a load lasts.
var loading = 3 * time.Second

// load runs op in n clients for a while and returns how often a second it was done.
func load(b *testing.B, n int, op func(i int64) error) float64 {
	b.Helper()
	var count, failed atomic.Int64
	var wg sync.WaitGroup
	ctx, stop := context.WithTimeout(b.Context(), loading)
	defer stop()
	begun := time.Now()
	for range n {
		wg.Go(func() {
			for ctx.Err() == nil {
				if err := op(count.Add(1)); err != nil && failed.Add(1) == 1 {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	return float64(count.Load()-failed.Load()) / time.Since(begun).Seconds()
}

// submits measures the service layer: validate, rules, process, durable write.
func (e *benchStore) submits(b *testing.B, clients int) float64 {
	s := e.open(b)
	defer func() { _ = s.Store.Close() }()
	return load(b, clients, func(i int64) error {
		_, err := s.Submitter.Submit(b.Context(), ticketRequest(i))
		return err
	})
}

// flagship measures the same with the heaviest package: thirty rules, duplicates looked for, six promises and clocks.
func flagship(b *testing.B, cfg Config) float64 {
	s, err := NewServer(b.Context(), cfg, Parts{Shelf: shelf()})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Store.Close() }()
	release := install(b, s, demoPackage)
	people, err := readCast(s.Installer.Shelf)
	if err == nil {
		err = people.enter(b.Context(), s, release.App, "", time.Now())
	}
	if err != nil {
		b.Fatal(err)
	}
	return load(b, 64, func(i int64) error {
		_, err := s.Submitter.Submit(b.Context(), runtime.Request{App: release.App, Submission: engine.Submission{Form: "suggestion", Kind: "create",
			Channel: "public", Public: true, Who: customer("zh"), Patch: wish(i)}})
		return err
	})
}

// wish is one of some thousand different suggestions: of texts that are all alike, every one would have to be compared
// with every other.
func wish(i int64) map[string]any {
	pick := func(by int64, of ...string) string { return of[i/by%int64(len(of))] }
	where := pick(1, "导出报表", "订单列表", "库存盘点", "送货单打印", "客户档案", "发票申请", "价格审批", "售后登记", "移动端首页", "采购入库", "权限设置", "消息提醒")
	what := pick(12, "可以选择需要的字段", "记住上次的筛选条件", "支持批量修改", "增加扫码录入", "按部门汇总", "显示最近三个月的变化", "能上传多张照片", "自动带出上次的地址",
		"离线时也能保存", "超过期限标红", "和钉钉日历同步", "按拼音首字母查找")
	why := pick(144, "现在每天要手工删很多列", "门店信号不好常常丢单", "新同事总是找不到入口", "月底对账要花两天", "仓库同事戴手套不好点", "客户经常打电话来问", "一屏看不完要来回翻")
	return map[string]any{"title": where + what, "suggestion_type": "optimize", "description": fmt.Sprintf("希望%s%s，%s，这是第 %d 位同事提出。", where, what, why, i),
		"customer_name": "李女士", "contact_email": "li@customer.example", "consent_contact": true}
}

// serve opens the store to the web, and returns somebody who is signed in.
func (e *benchStore) serve(b *testing.B) (agent *browser, stop func()) {
	s := e.open(b)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = s.Serve(ln) }()
	return (&rig{t: b, s: s, url: "http://" + ln.Addr().String()}).signIn(crashUser), func() { _ = s.Stop(context.Background()) }
}

// exports measures how many records a second leave as a file of each kind.
func (e *benchStore) exports(b *testing.B, t *table) {
	agent, stop := e.serve(b)
	defer stop()
	for _, format := range []string{"csv", "xlsx"} {
		begun := time.Now()
		a := agent.send("GET", strings.TrimSuffix(records, "records")+"export?format="+format, nil)
		took := time.Since(begun)
		if a.status != 200 || len(a.body) < e.records {
			b.Fatal(a.status, len(a.body))
		}
		t.row(fmt.Sprintf("export of %s records as %s", e.size(), format), perSecond(float64(e.records)/took.Seconds()), "–", true)
	}
}

// posts measures the same through the HTTP server.
func (e *benchStore) posts(b *testing.B, clients int) float64 {
	agent, stop := e.serve(b)
	defer stop()
	return load(b, clients, func(i int64) error {
		a, err := agent.try("POST", records, map[string]any{"data": map[string]any{"title": fmt.Sprintf("ticket %d", i), "note": "what happened",
			"name": "Li", "email": "li@example.com", "amount": 3}}, "Idempotency-Key", strconv.FormatInt(i, 10))
		if err == nil && a.status != 201 {
			err = fmt.Errorf("%d %s", a.status, a.body)
		}
		return err
	})
}

// size says how many tickets there are, as rows name it.
func (e *benchStore) size() string { return strconv.Itoa(e.records/1000) + "k" }

// lists measures pages of 20 among all records, the median of so many.
func (e *benchStore) lists(b *testing.B, t *table, times int) {
	s := e.open(b)
	defer func() { _ = s.Store.Close() }()
	app, _ := s.Apps.Get("desk")
	f, _ := app.Form("ticket")
	who := access.Principal{ID: crashUser, Kind: "user", Roles: []string{"agent"}}
	page := func(q runtime.ListRequest) time.Duration {
		var took []time.Duration
		for range times {
			begun := time.Now()
			records, _, _, err := runtime.Lists{Submitter: s.Submitter}.Page(b.Context(), app, f, who, q)
			if err != nil || len(records) != 20 {
				b.Fatal(len(records), err)
			}
			took = append(took, time.Since(begun))
		}
		slices.Sort(took)
		return took[len(took)/2]
	}
	open := query.Condition{Field: "record.status", Op: "eq", Value: "open"}
	median := page(runtime.ListRequest{Narrowing: runtime.Narrowing{Filter: open, Sort: []query.Sort{{Field: "record.createdAt", Desc: true}}}, Limit: 20})
	t.row("list page of 20 at "+e.size()+", indexed filter and sort", median.Round(10*time.Microsecond).String(), "≤ 2 ms", median <= 2*time.Millisecond)
	median = page(runtime.ListRequest{Limit: 20})
	t.row("list page of 20 at "+e.size()+", newest first", median.Round(10*time.Microsecond).String(), "≤ 2 ms", median <= 2*time.Millisecond)
}

// searches measures the first 20 records that texts find: in one of them, in a tenth, and in all.
func (e *benchStore) searches(b *testing.B, t *table, times int) {
	s := e.open(b)
	defer func() { _ = s.Store.Close() }()
	app, _ := s.Apps.Get("desk")
	f, _ := app.Form("ticket")
	who := access.Principal{ID: crashUser, Kind: "user", Roles: []string{"agent"}}
	for _, text := range []string{strconv.Itoa(e.records / 3 * 2), "ticket 7", "ticket"} {
		var took []time.Duration
		for range times {
			begun := time.Now()
			found, err := runtime.Lists{Submitter: s.Submitter}.Search(b.Context(), app, f, who, runtime.SearchRequest{Text: text, Limit: 20})
			if err != nil || found.Partial || len(found.Records) == 0 {
				b.Fatal(text, len(found.Records), found.Partial, err)
			}
			took = append(took, time.Since(begun))
		}
		slices.Sort(took)
		median := took[len(took)/2]
		t.row(fmt.Sprintf("search for %q at %s", text, e.size()), median.Round(10*time.Microsecond).String(), "≤ 50 ms", median <= 50*time.Millisecond)
	}
}

// BenchmarkSearch is the same among 20,000 records.
func BenchmarkSearch(b *testing.B) {
	e, t := newBenchStore(b, many/5), &table{}
	e.searches(b, t, 50)
	t.print()
}

// BenchmarkSubmit is one submission at the service layer, for profiles.
func BenchmarkSubmit(b *testing.B) {
	e := newBenchStore(b, 0)
	s := e.open(b)
	defer func() { _ = s.Store.Close() }()
	var i atomic.Int64
	defer processorTime(b)()
	b.ResetTimer()
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := s.Submitter.Submit(context.Background(), ticketRequest(i.Add(1))); err != nil {
				b.Error(err)
			}
		}
	})
}

// processorTime begins to count; what it returns reports the processor's microseconds per operation, which a busy
// machine changes less than the time that passes.
func processorTime(b *testing.B) func() {
	used := func() time.Duration {
		var u syscall.Rusage
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	begun := used()
	return func() { b.ReportMetric(float64((used()-begun).Microseconds())/float64(b.N), "cpu-µs/op") }
}

// BenchmarkFlagship is one suggestion of the heaviest package at the service layer, for profiles.
func BenchmarkFlagship(b *testing.B) {
	b.ReportMetric(flagship(b, newBenchConfig(b)), "suggestions/s")
}

// BenchmarkList is one page of 20 of 20,000 records, for profiles.
func BenchmarkList(b *testing.B) {
	e := newBenchStore(b, many/5)
	s := e.open(b)
	defer func() { _ = s.Store.Close() }()
	app, _ := s.Apps.Get("desk")
	f, _ := app.Form("ticket")
	who := access.Principal{ID: crashUser, Kind: "user", Roles: []string{"agent"}}
	q := runtime.ListRequest{Narrowing: runtime.Narrowing{Filter: query.Condition{Field: "record.status", Op: "eq", Value: "open"}, Sort: []query.Sort{{Field: "record.createdAt", Desc: true}}}, Limit: 20}
	defer processorTime(b)()
	for b.Loop() {
		if records, _, _, err := (runtime.Lists{Submitter: s.Submitter}).Page(b.Context(), app, f, who, q); err != nil || len(records) != 20 {
			b.Fatal(len(records), err)
		}
	}
}
