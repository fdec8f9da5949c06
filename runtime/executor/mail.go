package executor

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	mail "github.com/wneessen/go-mail"
)

// Mail is one letter. ID becomes the Message-ID, so that a repeat can be recognised.
type Mail struct {
	ID, To, Name, Subject, Body string
}

// Refused is a permanent refusal by the receiving server (a 5xx answer): trying again cannot help.
type Refused struct{ Cause error }

// Error tells what the server said.
func (r *Refused) Error() string { return r.Cause.Error() }

// SMTP sends mail through one server.
type SMTP struct {
	host, user, password, from string
	port                       int
	tls                        bool
}

// NewSMTP reads "smtp(s)://user:password@host:port?from=address". smtp uses STARTTLS when the server offers it.
func NewSMTP(address string) (*SMTP, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "smtp" && u.Scheme != "smtps") || u.Hostname() == "" {
		return nil, errors.New("mail server address must look like smtp://user:password@host:port?from=address")
	}
	s := &SMTP{host: u.Hostname(), user: u.User.Username(), from: u.Query().Get("from"), tls: u.Scheme == "smtps", port: 25}
	s.password, _ = u.User.Password()
	if s.tls {
		s.port = 465
	}
	if p := u.Port(); p != "" {
		if s.port, err = strconv.Atoi(p); err != nil {
			return nil, fmt.Errorf("mail server port %q", p)
		}
	}
	if s.from == "" {
		return nil, errors.New("mail server address needs ?from=address")
	}
	return s, nil
}

// Send delivers one mail to the server. *Refused is final, any other error is worth another try. No error names the
// recipient.
func (s *SMTP) Send(ctx context.Context, m Mail) error {
	msg := mail.NewMsg()
	if err := msg.From(s.from); err != nil {
		return &Refused{fmt.Errorf("sender address: %w", err)}
	}
	// Names are whatever somebody wrote into a form: the address is put together by whoever knows how to quote them.
	if err := msg.AddTo((&netmail.Address{Name: m.Name, Address: m.To}).String()); err != nil {
		return &Refused{nobody(fmt.Errorf("recipient address: %w", err), m, s.from)}
	}
	msg.Subject(m.Subject)
	msg.SetMessageIDWithValue(strings.ReplaceAll(m.ID, ":", ".") + "@huiyin") // RFC 5322, 3.6.4: no colon
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, m.Body)
	client, err := s.client()
	if err != nil {
		return err
	}
	if err := client.DialAndSendWithContext(ctx, msg); err != nil {
		told := nobody(err, m, s.from)
		if permanent(err) {
			return &Refused{told}
		}
		return told
	}
	return nil
}

func (s *SMTP) client() (*mail.Client, error) {
	opts := []mail.Option{mail.WithPort(s.port), mail.WithTimeout(20 * time.Second)}
	if s.tls {
		opts = append(opts, mail.WithSSL())
	} else {
		opts = append(opts, mail.WithTLSPolicy(mail.TLSOpportunistic))
	}
	opts = append(opts, mail.WithTLSConfig(&tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12}))
	if s.user != "" {
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.user), mail.WithPassword(s.password))
	}
	return mail.NewClient(s.host, opts...)
}

func permanent(err error) bool {
	var send *mail.SendError
	if errors.As(err, &send) {
		return !send.IsTemp() && send.ErrorCode() >= 500
	}
	var reply *textproto.Error
	return errors.As(err, &reply) && reply.Code >= 500
}
