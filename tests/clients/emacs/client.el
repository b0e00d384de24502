;;; client.el --- a session in Emacs with editors/emacs, without a window  -*- lexical-binding: t -*-

;;; Commentary:
;; with-eglot.el and with-lsp-mode.el say how each of them does what is done here.

;;; Code:

;; As --batch would not: what Debian has installed.
(let ((default-directory "/usr/share/emacs/site-lisp/elpa/"))
  (when (file-directory-p default-directory)
    (normal-top-level-add-subdirs-to-load-path)))
(require 'cl-lib)
(require 'cmglint)

(setq make-backup-files nil
      create-lockfiles nil)

(defvar cmglint-test-patience (string-to-number (or (getenv "PATIENCE") "10")))

(defun cmglint-test-check (condition text)
  "Fail with TEXT unless CONDITION, which is returned."
  (or condition (error "%s" text)))

(defun cmglint-test-await (text done)
  "Wait until DONE returns something, which is returned; else fail with TEXT."
  (let ((end (+ (float-time) cmglint-test-patience)) result)
    (while (and (not (setq result (funcall done))) (< (float-time) end))
      (accept-process-output nil 0.05)
      (sit-for 0.01))
    (cmglint-test-check result text)))

(defun cmglint-test-detection ()
  "The shipped mode is that of our files, and of no others."
  (dolist (it '(("cmg.toml" . cmglint-mode) ("lab.cmg.toml" . cmglint-mode)
                ("cmglint.toml" . cmglint-mode) (".cmglint.toml" . cmglint-mode)
                ("Cargo.toml" . conf-toml-mode) ("notcmg.toml" . conf-toml-mode)))
    (with-current-buffer (find-file-noselect (car it))
      (cmglint-test-check (eq major-mode (cdr it)) (format "%s is in %s" (car it) major-mode))
      (cmglint-test-check (derived-mode-p 'conf-toml-mode) "it is not TOML")
      (kill-buffer))))

(defun cmglint-test-hover (hover)
  "HOVER returns the text that is shown of what is at point."
  (goto-char (point-min))
  (re-search-forward "^regi")
  (let ((shown (funcall hover)))
    (cmglint-test-check (string-match-p "Azure region" shown) (format "on hover: %s" shown))))

(defun cmglint-test-completion ()
  "A value is offered where it is typed."
  (goto-char (point-max))
  (let ((from (point)))
    (insert "[gateway.typed]\nregion = ")
    (let* ((found (run-hook-with-args-until-success 'completion-at-point-functions))
           (offered (and found (all-completions "" (nth 2 found)))))
      (cmglint-test-check (seq-some (lambda (it) (string-match-p "northeurope" it)) offered)
                          (format "of values are offered: %S" offered)))
    (delete-region from (point-max))))

(defun cmglint-test-fix (findings fix)
  "FIX applies what is preferred at point, after which FINDINGS has one less."
  (goto-char (point-min))
  (search-forward "\"East US\"")
  (backward-char 3)
  (let ((before (length (funcall findings))))
    (funcall fix)
    (goto-char (point-min))
    (cmglint-test-check (search-forward "region = \"eastus\"" nil t) "the fix was not applied")
    (cmglint-test-await "the finding stays after its fix"
                        (lambda () (< (length (funcall findings)) before)))))

(defun cmglint-test-session (client start findings hover fix process end)
  "A session with CLIENT, from START to END.
FINDINGS is a list, HOVER a text, FIX applies an action, PROCESS is the server."
  (setq default-directory (file-name-directory (getenv "DOCUMENT")))
  (condition-case problem
      (progn
        (cmglint-test-detection)
        (find-file (getenv "DOCUMENT"))
        (funcall start)
        (cmglint-test-await "no findings" (lambda () (> (length (funcall findings)) 10)))
        (cmglint-test-hover hover)
        (cmglint-test-completion)
        (cmglint-test-fix findings fix)
        (set-buffer-modified-p nil)
        (let ((process (funcall process)))
          (funcall end)
          (cmglint-test-await "the server lives on" (lambda () (not (process-live-p process)))))
        (princ (format "emacs %s, %s: detection, findings, hover, completion, fix, end\n"
                       emacs-version client))
        (kill-emacs 0))
    ((debug error)
     (princ (format "%s: %s\n" client (error-message-string problem)))
     (kill-emacs 1))))

;;; client.el ends here
