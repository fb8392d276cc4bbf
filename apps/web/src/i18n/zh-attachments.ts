/** Texts of attachments in Chinese. */
export const attachmentTexts = {
  attachment: {
    label: '附件',
    choose: '点击选择文件，或拖到这里',
    chooseHint:
      'JPG、PNG、WebP、HEIC 图片，PDF、Word（docx）、Excel（xlsx）；最多 {{most}} 个。文件名长期留存，不要写个人姓名和电话',
    uploading: '正在上传的文件',
    list: '附件列表',
    bytes: '字节数',
    waiting: '等待上传',
    progressOf: '{{name}}的上传进度',
    arrived: '已传 {{arrived}}，共 {{whole}}',
    done: '{{name}}上传完成',
    failed: '{{name}}没有传完：{{reason}}',
    removed: '已移除{{name}}',
    already: '{{name}}与已有的附件内容相同，没有重复添加',
    full: '最多 {{most}} 个附件，{{name}}没有添加',
    resume: '继续上传',
    resumeOf: '继续上传{{name}}',
    remove: '移除',
    removeOf: '移除{{name}}',
    wait: '还有文件没有传完：请等待、继续上传或移除',
    download: '下载',
    downloadOf: '下载{{name}}',
    pictureOf: '{{name}}的缩略图',
    copy: '复制 SHA-256',
    copied: '已复制',
    none: '没有附件',
  },
};

export type AttachmentTexts = typeof attachmentTexts;
