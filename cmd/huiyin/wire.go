package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"huiyin/builder"
	designapi "huiyin/builder/httpapi"
	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/executor"
	"huiyin/runtime/httpapi"
	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

// Server is the whole program, wired. Tests boot it with a clock of their own, a temporary folder and any mail server.
type Server struct {
	Config    Config
	Now       func() time.Time
	Store     store.Store
	Keys      *runtime.Keys
	Apps      *runtime.Apps
	People    *runtime.People
	Submitter *runtime.Submitter
	Worker    *runtime.Worker
	Relay     *runtime.Relay
	Live      *runtime.Live
	Columns   *runtime.Columns
	Sweeper   *runtime.Sweeper
	Migrator  *runtime.Migrator
	Messages  *runtime.MessageBook
	Calls     *runtime.ConnectorBook
	tryCall   httpapi.TryCall
	Publisher *builder.Publisher
	Installer *builder.Installer
	API       *httpapi.API

	message executor.Message

	web     web
	started time.Time
	ready   atomic.Bool
	leaving atomic.Bool
	news    chan struct{} // that an app was published
	front   atomic.Pointer[httpapi.Listener]
	stop    context.CancelFunc
	work    sync.WaitGroup
}

// web is the part of the HTTP server that the program drives.
type web interface {
	Listener(net.Listener) error
	ShutdownWithContext(context.Context) error
}

// Parts are what a Server is made of besides its configuration.
type Parts struct {
	Now       func() time.Time // time.Now when nil
	Shelf     fs.FS            // packages that can be installed
	Interface fs.FS            // the built interface, nil without
	Scratch   bool             // the store need not survive a crash
}

// NewServer opens the store and wires everything; nothing runs yet. Close it, also when Open failed.
func NewServer(ctx context.Context, cfg Config, p Parts) (*Server, error) {
	if p.Now == nil {
		p.Now = time.Now
	}
	st, err := openStore(ctx, cfg.Store, sqlite.Options{Scratch: p.Scratch})
	if err != nil {
		return nil, err
	}
	s := &Server{Config: cfg, Now: p.Now, Store: st, started: p.Now(), news: make(chan struct{}, 1)}
	if err := s.wire(ctx, p); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return s, nil
}

func (s *Server) wire(ctx context.Context, p Parts) error {
	if err := s.Store.Ensure(ctx, append(runtime.Collections(), builder.Collections()...)...); err != nil {
		return err
	}
	if err := whole(ctx, s.Store); err != nil {
		return err
	}
	keys, err := rootKeys(ctx, s.Config, s.Store)
	if err != nil {
		return err
	}
	s.Keys = keys
	s.wireApps(p)
	if err := s.wireRecords(); err != nil {
		return err
	}
	if err := s.wireWorker(); err != nil {
		return err
	}
	s.wireWeb(p)
	return nil
}

// wireApps connects design time with run time: what is published is compiled and served.
func (s *Server) wireApps(p Parts) {
	s.Publisher = &builder.Publisher{Library: builder.Library{Store: s.Store}, Now: s.Now}
	s.Apps = runtime.NewApps(zoned{s.Publisher, s.Config.Zone}, s.Store, s.Config.Holidays)
	s.Apps.Zone = s.Config.Zone
	s.Publisher.Check = s.Apps.Problems
	s.Publisher.Published = func(ctx context.Context) error {
		err := s.Apps.Refresh(ctx)
		s.Migrator.Nudge()
		return err
	}
	s.Publisher.Refuses = func(ctx context.Context, app string, b definition.Bundle, order runtime.MigrationOrder) (problem.List, error) {
		return s.Migrator.Refuses(ctx, app, b, order)
	}
	s.Publisher.Unfit = func(ctx context.Context, app string, b definition.Bundle) (problem.List, error) {
		return s.Migrator.Unfit(ctx, app, b)
	}
	s.Installer = &builder.Installer{Shelf: builder.Shelf{FS: p.Shelf}, Publisher: s.Publisher}
}

func (s *Server) wireRecords() error {
	codec := runtime.Codec{Keys: s.Keys}
	s.People = &runtime.People{Store: s.Store, Apps: s.Apps, Now: s.Now}
	s.Calls = &runtime.ConnectorBook{Store: s.Store, Keys: s.Keys, Now: s.Now}
	s.Messages = &runtime.MessageBook{Store: s.Store, Keys: s.Keys, Now: s.Now}
	s.Submitter = &runtime.Submitter{Apps: s.Apps, Store: s.Store, Codec: codec,
		Answers: &runtime.Answerer{Store: s.Store, Codec: codec, People: s.People, Address: s.Calls.Address},
		Links:   runtime.Links{Keys: s.Keys, Base: s.Config.URL}, Now: s.Now, Wrote: s.People.Wrote}
	s.Relay = &runtime.Relay{Store: s.Store, Apps: s.Apps, Codec: codec, Saw: s.saw}
	s.Columns = &runtime.Columns{Store: s.Store, Codec: codec}
	s.Live = &runtime.Live{Apps: s.Apps, Store: s.Store, Codec: codec, Epoch: runtime.NewID(s.Now())}
	contents, spool, err := openContents(s.Config.Files, s.Store, s.Now)
	if err != nil {
		return err
	}
	files := &runtime.FileBook{Store: s.Store, Contents: contents, Spool: spool, Now: s.Now}
	s.Sweeper = &runtime.Sweeper{Files: files, Submitter: s.Submitter, Bin: &runtime.Bin{Submitter: s.Submitter, Files: files},
		Arrivals: &runtime.ArrivalBook{Store: s.Store, Now: s.Now}}
	return nil
}

// wireWorker connects every kind of effect with what performs it.
func (s *Server) wireWorker() error {
	s.message = executor.Message{Log: s.Messages, Address: s.address, Staff: s.Submitter.Links.Staff}
	if s.Config.SMTP != "" {
		mail, err := executor.NewSMTP(s.Config.SMTP)
		if err != nil {
			return err
		}
		s.message.Mail = mail
	}
	webhook := executor.Webhook{Client: executor.NewCaller(s.Config.WebhookPrivate), Now: s.Now, Secret: s.Calls.Secret,
		Address: s.Calls.Address, Note: s.Calls.Note}
	s.tryCall = func(ctx context.Context, app, key string, c definition.ConnectorSpec, id string, body []byte) error {
		_, err := webhook.Send(ctx, app, key, c, executor.Request{ID: id, Body: body})
		return err
	}
	record := executor.Record{Create: s.Submitter.CreateOrKnown, Update: s.updateRecord,
		Gone: func(err error) bool { return errors.Is(err, runtime.ErrGone) }}
	s.Worker = &runtime.Worker{Name: runtime.NewID(s.Now()), Submitter: s.Submitter,
		Performers: map[effect.Kind]executor.Performer{s.message.Kind(): s.message, record.Kind(): record, webhook.Kind(): webhook}}
	s.Migrator = &runtime.Migrator{Name: s.Worker.Name, Submitter: s.Submitter}
	s.Submitter.Nudge = s.Worker.Nudge
	return nil
}

// address is where a colleague gets mail.
func (s *Server) address(ctx context.Context, id string) (address, name string, err error) {
	u, err := s.People.User(ctx, id)
	if errors.Is(err, runtime.ErrGone) || (err == nil && !u.Active) {
		return "", "", nil
	}
	if err != nil {
		return "", "", err
	}
	return u.Email, u.Name, nil
}

func (s *Server) updateRecord(ctx context.Context, app, id string, sub engine.Submission) error {
	_, err := s.Submitter.Submit(ctx, runtime.Request{App: app, ID: id, Submission: sub})
	return err
}

func (s *Server) wireWeb(p Parts) {
	audit := &runtime.AuditLog{Store: s.Store, Now: s.Now}
	design := &designapi.API{Publisher: s.Publisher, Installer: s.Installer, Audit: audit, Migrator: s.Migrator,
		Drafts: s.drafts()}
	s.API = &httpapi.API{
		Apps: s.Apps, Submitter: s.Submitter, People: s.People, Messages: s.Messages, Audit: audit, Keys: s.Keys, Live: s.Live, Now: s.Now,
		Sessions:  &runtime.SessionBook{Store: s.Store, People: s.People, Now: s.Now},
		Tokens:    &runtime.TokenBook{Store: s.Store, Now: s.Now},
		Locks:     &runtime.LockBook{Store: s.Store, Now: s.Now},
		Views:     &runtime.ViewBook{Store: s.Store, Now: s.Now},
		TokenRate: s.Config.TokenRate,
		Comments:  &runtime.CommentBook{Store: s.Store, Keys: s.Keys},
		Files:     s.Sweeper.Files,
		Bin:       s.Sweeper.Bin,
		Inbox:     &runtime.Inbox{Submitter: s.Submitter, Connectors: s.Calls, Arrivals: s.Sweeper.Arrivals, Now: s.Now},
		Effects:   &runtime.EffectDesk{Worker: s.Worker, Messages: s.Messages, Message: s.message},
		Interface: p.Interface, Secure: strings.HasPrefix(s.Config.URL, "https:"), TrustedProxies: s.Config.TrustedProxies,
		Metrics: s.wireMetrics(), MetricsToken: s.Config.MetricsToken, System: s.system,
		Ready: s.Ready, Started: s.ready.Load, Leaving: s.leaving.Load, CheckSetup: design.CheckSetup, Setup: design.Setup, Offers: design.Offers,
	}
	s.API.Settle = s.Worker.Settle
	s.API.Mount = append(s.API.Mount, design.Mount, httpapi.Connectors(s.Calls, s.tryCall), httpapi.Mentions, httpapi.Doors,
		httpapi.Reports(runtime.Reports{Columns: s.Columns, Now: s.Now}))
	s.web = httpapi.New(s.API)
}

// drafts is what is being designed.
func (s *Server) drafts() *builder.Drafts {
	return &builder.Drafts{Library: s.Publisher.Library, Publisher: s.Publisher, Now: s.Now}
}

// Open compiles the installed apps; from here on the server can answer.
func (s *Server) Open(ctx context.Context) error {
	if err := s.Apps.Refresh(ctx); err != nil {
		return err
	}
	s.ready.Store(true)
	return nil
}

// errStarting is what readiness says before Open has finished.
var errStarting = errors.New("still starting")

// errLeaving is what readiness says from the order to stop on.
var errLeaving = errors.New("stopping")

// Ready reports whether the server can do its work now.
func (s *Server) Ready() error {
	if !s.ready.Load() {
		return errStarting
	}
	if s.leaving.Load() {
		return errLeaving
	}
	ping, ok := s.Store.(store.Pinger)
	if !ok {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	return ping.Ping(ctx)
}

// Start sets the worker, the relay and the look-out for publishes of other processes to work, until Stop.
func (s *Server) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	s.stop = cancel
	s.work.Go(func() { s.Worker.Run(ctx) })
	s.work.Go(func() {
		if err := s.Relay.Run(ctx); err != nil {
			slog.Error("relay", "err", err)
		}
	})
	s.work.Go(func() { s.Sweeper.Run(ctx) })
	s.work.Go(func() { s.Live.Run(ctx) })
	s.work.Go(func() { s.Columns.Run(ctx) })
	s.work.Go(func() { s.Migrator.Run(ctx) })
	s.work.Go(func() { s.follow(ctx) })
}

// saw passes on what the change feed tells to whoever keeps a copy of it.
func (s *Server) saw(ch store.Change) {
	switch ch.Collection {
	case runtime.Users, runtime.Departments:
		s.People.Forget()
	case runtime.Sessions:
		s.API.Sessions.Forget(ch.ID)
	case builder.Apps:
		select {
		case s.news <- struct{}{}:
		default: // it is told already
		}
	}
	s.Columns.Saw(ch)
	s.Live.Saw(ch) // last: who listens must find what was forgotten above anew
}

// followEvery is how often publishes are looked for that the change feed has not told of.
const followEvery = 500 * time.Millisecond

// follow looks for what other processes published. A fault is logged once, not at every look.
func (s *Server) follow(ctx context.Context) {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	last := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.news:
		case <-tick.C:
		}
		now := ""
		if err := s.Apps.Refresh(ctx); err != nil && ctx.Err() == nil {
			now = err.Error()
		}
		if now != last && now != "" {
			slog.Error("published apps cannot be loaded", "err", now)
		}
		last = now
	}
}

// Serve answers requests on ln until Stop.
func (s *Server) Serve(ln net.Listener) error {
	front := httpapi.NewListener(ln)
	s.front.Store(front)
	return s.web.Listener(front)
}

// Tick moves records to a new release, does everything that is due now, copies all history into the events and sweeps uploads: what Start does in
// the background, for tests with a clock of their own.
func (s *Server) Tick(ctx context.Context) error {
	if err := s.Migrator.Work(ctx); err != nil {
		return err
	}
	if err := s.Worker.Drain(ctx); err != nil {
		return err
	}
	if err := s.Relay.CatchUp(ctx); err != nil {
		return err
	}
	return s.Sweeper.Sweep(ctx)
}

// Leave tells whoever sends requests here that there will soon be nobody, and goes on answering for so long.
func (s *Server) Leave(wait time.Duration) {
	s.leaving.Store(true)
	s.Live.Close()
	time.Sleep(wait)
}

// silence is how long a connection on which nothing was sent keeps a server that ends waiting.
const silence = time.Second

// Stop ends in order: no new requests, requests and effects in progress finish, the store closes. What is not
// finished when ctx ends is repeated at the next start: every effect is idempotent.
func (s *Server) Stop(ctx context.Context) error {
	s.leaving.Store(true)
	s.Live.Close()
	if front := s.front.Load(); front != nil {
		// Whoever has just connected may still send its request.
		defer time.AfterFunc(silence, front.CloseSilent).Stop()
	}
	err := s.web.ShutdownWithContext(ctx)
	if s.stop != nil {
		s.stop()
	}
	done := make(chan struct{})
	go func() { s.work.Wait(); s.API.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
		err = errors.Join(err, ctx.Err())
	}
	return errors.Join(err, s.Store.Close())
}
