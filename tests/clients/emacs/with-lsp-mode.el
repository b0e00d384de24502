;;; with-lsp-mode.el --- the session with lsp-mode and Flymake  -*- lexical-binding: t -*-

(require 'lsp-mode)
(require 'lsp-completion)
(require 'lsp-diagnostics)
(require 'lsp-modeline)

(setq lsp-auto-guess-root t
      lsp-restart 'ignore
      lsp-enable-snippet nil
      lsp-enable-suggest-server-download nil
      lsp-diagnostics-provider :none
      lsp-completion-provider :none
      lsp-headerline-breadcrumb-enable nil
      lsp-session-file (expand-file-name "session" (getenv "HOME")))

(defun cmglint-test-findings ()
  "What lsp-mode keeps of the document, for whatever shows it."
  (gethash (lsp--fix-path-casing (buffer-file-name)) (lsp-diagnostics t)))

(defun cmglint-test-apply ()
  "Applies the preferred action at point."
  (let ((fix (cl-find-if #'lsp:code-action-is-preferred? (lsp-code-actions-at-point))))
    (cmglint-test-check fix "no fix is offered")
    (lsp-execute-code-action fix)))

(defun cmglint-test ()
  "What `M-x lsp' starts, as it finds it by the mode."
  (cmglint-test-session
   "lsp-mode"
   (lambda ()
     (lsp)
     (cmglint-test-await "no server" (lambda () (lsp-workspaces))))
   #'cmglint-test-findings
   (lambda ()
     (let ((hover (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
       (lsp--render-on-hover-content (gethash "contents" hover) t)))
   #'cmglint-test-apply
   (lambda () (lsp--workspace-proc (car (lsp-workspaces))))
   (lambda () (lsp-workspace-shutdown (car (lsp-workspaces))))))

;;; with-lsp-mode.el ends here
