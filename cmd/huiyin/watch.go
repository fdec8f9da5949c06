package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"runtime/metrics"
	"time"

	"huiyin/engine/calendar"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
	"huiyin/runtime/metric"
	"huiyin/runtime/store"
)

// lateAfter is how long after its time something may happen before it counts as late: polls and busy moments.
const lateAfter = time.Minute

// wireMetrics has everything counted that /metrics tells.
func (s *Server) wireMetrics() *metric.Board {
	board := metric.New(release())
	s.Submitter.Timed = func(app, form string, took time.Duration, err error) { board.Decision(app, form, outcome(err), took) }
	s.Worker.Tried = func(kind effect.Kind, err error) { board.Effect(string(kind), err == nil) }
	backlog := func(of func(runtime.Backlog) int) func(context.Context) (float64, error) {
		return func(ctx context.Context) (float64, error) {
			b, err := s.Worker.Backlog(ctx, s.Now().Add(-lateAfter))
			return float64(of(b)), err
		}
	}
	board.Watch(
		metric.Level{Name: "huiyin_ready", Help: "1 while /readyz says ready.", Read: func(context.Context) (float64, error) {
			if s.Ready() != nil {
				return 0, nil //nolint:nilerr // not ready is a level, not a failed reading
			}
			return 1, nil
		}},
		metric.Level{Name: "huiyin_late_records", Help: "Records with a deadline, message or call that is overdue by more than a minute.",
			Read: backlog(func(b runtime.Backlog) int { return b.Late })},
		metric.Level{Name: "huiyin_incidents", Help: "Records with a message or call that waits for an administrator.",
			Read: backlog(func(b runtime.Backlog) int { return b.Incidents })},
		metric.Level{Name: "huiyin_store_bytes", Help: "Size of the embedded database on disk.", Read: func(context.Context) (float64, error) {
			n := s.storeBytes()
			if n < 0 {
				return 0, errors.New("the size of this store is not known")
			}
			return float64(n), nil
		}})
	return board
}

// outcome is what a submission's error means for whoever watches the server.
func outcome(err error) string {
	var refused problem.List
	var conflict *runtime.Conflict
	switch {
	case err == nil:
		return metric.Committed
	case errors.As(err, &refused), errors.As(err, &conflict), errors.Is(err, runtime.ErrGone):
		return metric.Refused
	}
	return metric.Failed
}

// storeBytes is the size of the embedded database with its log, -1 for another store.
func (s *Server) storeBytes() int64 {
	path, embedded := s.Config.SQLitePath()
	if !embedded {
		return -1
	}
	var sum int64
	for _, part := range []string{"", "-wal"} {
		if info, err := os.Stat(path + part); err == nil {
			sum += info.Size()
		}
	}
	return sum
}

// system describes the installation to whoever operates it.
func (s *Server) system(ctx context.Context) (httpapi.System, error) {
	out := httpapi.System{Version: release(), Started: s.started, Now: s.Now(), URL: s.Config.URL, Zone: s.Config.Zone.String(),
		Store: "sqlite", Bytes: s.storeBytes(), Memory: memory(), Mail: s.message.Mail != nil}
	if isMongo(s.Config.Store) {
		out.Store = "mongodb"
	}
	b, err := s.Worker.Backlog(ctx, s.Now().Add(-lateAfter))
	if err != nil {
		return out, err
	}
	out.Late, out.Trouble = b.Late, b.Incidents
	if out.Backup, err = lastBackup(ctx, s.Store); err != nil {
		return out, err
	}
	out.Advice = advise(out, s.Config.Holidays)
	return out, nil
}

// memory is what the Go runtime holds of the machine's memory, in bytes.
func memory() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64() - sample[1].Value.Uint64())
}

// backupOld is how many days a backup may be old before somebody is reminded.
const backupOld = 7

// advise lists what somebody should look after, the most pressing first.
func advise(s httpapi.System, holidays calendar.Holidays) problem.List {
	var out problem.List
	add := func(p problem.Problem) { out = append(out, p) }
	if s.Trouble > 0 {
		add(problem.New("system.incidents", "", "count", s.Trouble))
	}
	if s.Late > 0 {
		add(problem.New("system.late", "", "count", s.Late))
	}
	if !s.Mail {
		add(problem.New("system.mail_missing", ""))
	}
	out = append(out, reach(s.URL)...)
	switch {
	case s.Backup == nil:
		add(problem.New("system.backup_never", ""))
	case s.Now.Sub(*s.Backup) > backupOld*24*time.Hour:
		add(problem.New("system.backup_old", "", "days", int(s.Now.Sub(*s.Backup).Hours()/24)))
	}
	// The State Council announces the holidays of a year in the November before.
	year := s.Now.Year()
	if s.Now.Month() == time.December {
		year++
	}
	if _, ok := holidays.Years[year]; !ok {
		add(problem.New("system.holidays_missing", "", "year", year))
	}
	return out
}

// backupMark is the document of the settings that tells when the last backup was made.
const backupMark = "backup"

type backupNote struct {
	ID string    `json:"_id"`
	At time.Time `json:"at"`
}

// noteBackup remembers that a backup was made at a moment.
func noteBackup(ctx context.Context, st store.Store, at time.Time) error {
	body, err := json.Marshal(backupNote{ID: backupMark, At: at})
	if err != nil {
		return err
	}
	return st.Write(ctx, store.Op{Collection: runtime.Settings, ID: backupMark, IfRev: store.AnyRev, Body: body})[0].Err
}

// lastBackup is when the last backup was made, nil for never.
func lastBackup(ctx context.Context, st store.Store) (*time.Time, error) {
	docs, err := st.Get(ctx, runtime.Settings, backupMark)
	if err != nil || len(docs) == 0 {
		return nil, err
	}
	var note backupNote
	if err := json.Unmarshal(docs[0].Body, &note); err != nil {
		return nil, err
	}
	return &note.At, nil
}
